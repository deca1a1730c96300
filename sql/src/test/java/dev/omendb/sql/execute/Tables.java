package dev.omendb.sql.execute;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Persistence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.storage.MemoryStorage;
import dev.omendb.engine.storage.StorageEngine;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.sql.execute.modify.ExpressionIndexKeys;
import dev.omendb.sql.execute.scan.IndexKeyCodec;
import dev.omendb.sql.execute.scan.ScanTarget;
import dev.omendb.sql.expression.ColumnReference;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.function.TestContext;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Tables in a MemoryStorage, made without SQL. Column specifications are `name type`, with a `!`
/// before the name for NOT NULL.
public final class Tables {
  private final StorageEngine storage = new MemoryStorage(Tables::keys);
  private int sessions;

  private static IndexKeys keys(Catalog catalog, Index index) {
    List<IndexKeyCodec.Part> parts = new ArrayList<>();
    List<Expression> expressions = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Table table = catalog.find(Table.class, index.tableOid()).orElseThrow();
    for (IndexKey key : index.keys()) {
      PgType type = Types.builtin().byOid((int) key.typeOid());
      String name = table.column(key.attnum()).name();
      parts.add(new IndexKeyCodec.Part(type, key.descending(), key.nullsFirst()));
      expressions.add(new ColumnReference(key.attnum() - 1, type, key.typmod(), name));
      names.add(name);
    }
    return new ExpressionIndexKeys(
        new TestContext(),
        new IndexKeyCodec(parts),
        expressions,
        names,
        null,
        index.keys().stream().mapToInt(IndexKey::attnum).toArray());
  }

  /// The codec of an index.
  public static IndexKeyCodec codec(Index index) {
    return new IndexKeyCodec(
        index.keys().stream()
            .map(
                key ->
                    new IndexKeyCodec.Part(
                        Types.builtin().byOid((int) key.typeOid()),
                        key.descending(),
                        key.nullsFirst()))
            .toList());
  }

  public IndexKeys keysOf(Index index) {
    return keys(storage.catalog(), index);
  }

  /// A transaction of a session of its own.
  public Transaction begin() {
    return storage.begin(++sessions);
  }

  /// A context whose statements run in this transaction.
  public TestContext context(Transaction transaction) {
    TestContext context = new TestContext();
    context.setTransaction(transaction);
    return context;
  }

  public Table create(String name, String... columns) {
    List<CatalogObject.Column> made = new ArrayList<>();
    for (String column : columns) {
      boolean notNull = column.startsWith("!");
      String[] words = column.substring(notNull ? 1 : 0).split(" ", 2);
      Types.TypeRef type = Types.builtin().parseTypeName(words[1]);
      made.add(
          new CatalogObject.Column(
              made.size() + 1,
              words[0],
              type.type().oid(),
              type.typmod(),
              type.type().storage(type.typmod()),
              notNull,
              null,
              (char) 0,
              (char) 0,
              false,
              null));
    }
    Table table =
        new Table(
            storage.nextOid(), 2200, name, 10, Persistence.PERMANENT, made, List.of(), Map.of());
    put(table);
    return table;
  }

  public Index index(Table table, String name, boolean unique, boolean descending, int... attnums) {
    List<IndexKey> keys = new ArrayList<>();
    for (int attnum : attnums) {
      CatalogObject.Column column = table.column(attnum);
      keys.add(
          new IndexKey(
              attnum,
              null,
              column.typeOid(),
              column.typmod(),
              column.storage(),
              0,
              descending,
              descending));
    }
    Index index =
        new Index(
            storage.nextOid(),
            2200,
            name,
            table.oid(),
            "btree",
            unique,
            false,
            false,
            true,
            keys,
            List.of(),
            null,
            Map.of());
    put(index);
    return index;
  }

  private void put(CatalogObject object) {
    try (Transaction transaction = begin()) {
      transaction.change(new CatalogChange.Put(object));
      transaction.commit();
    }
  }

  public static RowLayout layout(Table table) {
    return new RowLayout(
        table.columns().stream()
            .map(column -> Types.builtin().byOid((int) column.typeOid()))
            .toList());
  }

  /// All columns in order.
  public static ScanTarget target(Table table) {
    List<Integer> attnums = table.columns().stream().map(CatalogObject.Column::attnum).toList();
    return new ScanTarget(table.oid(), table.name(), attnums, layout(table));
  }

  /// All columns in order, then the row id.
  public static ScanTarget targetWithRowId(Table table) {
    List<Integer> attnums =
        new ArrayList<>(table.columns().stream().map(CatalogObject.Column::attnum).toList());
    attnums.add(ScanTarget.ROW_ID);
    return new ScanTarget(
        table.oid(), table.name(), attnums, layout(table).concat(RowLayout.of(Plans.INT8)));
  }

  public static void insert(Transaction transaction, Table table, List<String> lines) {
    Operator rows = Plans.rows(layout(table), 1000, lines);
    rows.open(new TestContext());
    for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
      transaction.insert(table.oid(), batch, null);
    }
  }

  /// Inserts and commits.
  public void load(Table table, List<String> lines) {
    try (Transaction transaction = begin()) {
      insert(transaction, table, lines);
      transaction.commit();
    }
  }
}
