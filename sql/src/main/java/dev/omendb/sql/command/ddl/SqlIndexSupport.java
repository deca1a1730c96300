package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.index.IndexEngine;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.IndexSupport;
import dev.omendb.sql.bind.StatementBinder;
import dev.omendb.sql.bind.StoredExpressions;
import dev.omendb.sql.execute.modify.ExpressionIndexKeys;
import dev.omendb.sql.execute.scan.IndexKeyCodec;
import dev.omendb.sql.expression.ColumnReference;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.plan.IndexShape;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeNames;
import dev.omendb.sql.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// The keys of indexes as the catalog defines them, for storage and for plans. Thread-safe.
public final class SqlIndexSupport implements IndexSupport {
  private final Map<String, IndexEngine> engines;

  /// The types of the catalog used last: making them anew for each statement would be slow.
  private volatile @Nullable Known known;

  /// @param engines by access method; btree and hash are storage's own
  public SqlIndexSupport(Map<String, IndexEngine> engines) {
    this.engines = Map.copyOf(engines);
  }

  private record Known(Catalog catalog, long databaseOid, Types types) {}

  @Override
  public Optional<IndexEngine> engine(String accessMethod) {
    return Optional.ofNullable(engines.get(accessMethod));
  }

  @Override
  public IndexKeys keys(Catalog catalog, Index definition) {
    Table table = catalog.find(Table.class, definition.tableOid()).orElseThrow();
    long database =
        catalog.find(Schema.class, table.schemaOid()).map(Schema::databaseOid).orElse(0L);
    Types types = types(catalog, database);
    StorageContext context = new StorageContext(catalog, types);
    Stored stored = new Stored(catalog, database, types, table, context);
    List<Expression> keys = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<IndexKeyCodec.Part> parts = new ArrayList<>();
    for (IndexKey key : definition.keys()) {
      PgType type = types.byOid((int) key.typeOid());
      parts.add(new IndexKeyCodec.Part(type, key.descending(), key.nullsFirst()));
      if (key.attnum() > 0) {
        Column column = table.column(key.attnum());
        keys.add(new ColumnReference(key.attnum() - 1, type, column.typmod(), column.name()));
        names.add(column.name());
      } else {
        String sql = String.valueOf(key.expressionSql());
        keys.add(stored.expression(sql));
        names.add(sql);
      }
    }
    String predicate = definition.predicateSql();
    int[] attnums =
        ExpressionColumns.of(table, definition).stream().mapToInt(Integer::intValue).toArray();
    return new ExpressionIndexKeys(
        context,
        new IndexKeyCodec(parts),
        keys,
        names,
        predicate == null ? null : stored.predicate(predicate),
        attnums);
  }

  /// The expressions of an index as a planner compares them.
  IndexShape shape(Catalog catalog, Index definition) {
    Table table = catalog.find(Table.class, definition.tableOid()).orElseThrow();
    long database =
        catalog.find(Schema.class, table.schemaOid()).map(Schema::databaseOid).orElse(0L);
    StatementBinder binder =
        new StatementBinder(Binding.stored(catalog, database, types(catalog, database)));
    List<RexNode> keys = new ArrayList<>();
    for (IndexKey key : definition.keys()) {
      String sql =
          key.attnum() > 0
              ? TypeNames.quoteIdentifier(table.column(key.attnum()).name())
              : String.valueOf(key.expressionSql());
      keys.add(binder.indexExpression(table, StoredExpressions.parse(sql)));
    }
    String predicate = definition.predicateSql();
    return new IndexShape(
        keys,
        predicate == null
            ? null
            : binder.indexPredicate(table, StoredExpressions.parse(predicate)));
  }

  private Types types(Catalog catalog, long database) {
    Known last = known;
    if (last == null || last.catalog != catalog || last.databaseOid != database) {
      last = new Known(catalog, database, Types.forCatalog(catalog, database));
      known = last;
    }
    return last.types;
  }

  /// Expressions from the catalog's text; the binder is made for the first one.
  private static final class Stored {
    private final Catalog catalog;
    private final Table table;
    private final Supplier<StatementBinder> binders;
    private final Supplier<RowExpressions> builders;
    private @Nullable StatementBinder binder;
    private @Nullable RowExpressions builder;

    Stored(
        Catalog catalog, long database, Types types, Table table, StorageContext context) {
      this.catalog = catalog;
      this.table = table;
      this.binders = () -> new StatementBinder(Binding.stored(this.catalog, database, types));
      this.builders = () -> new RowExpressions(this.catalog, types, context);
    }

    Expression expression(String sql) {
      return builder().overRow(
          table, binder().indexExpression(table, StoredExpressions.parse(sql)));
    }

    Expression predicate(String sql) {
      return builder().overRow(
          table, binder().indexPredicate(table, StoredExpressions.parse(sql)));
    }

    private StatementBinder binder() {
      StatementBinder made = binder;
      if (made == null) {
        made = binders.get();
        binder = made;
      }
      return made;
    }

    private RowExpressions builder() {
      RowExpressions made = builder;
      if (made == null) {
        made = builders.get();
        builder = made;
      }
      return made;
    }
  }
}
