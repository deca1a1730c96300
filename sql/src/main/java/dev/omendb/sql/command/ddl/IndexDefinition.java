package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.OperatorClasses.OperatorClass;
import dev.omendb.sql.parse.node.IndexElement;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.OutputNames;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Resolves the keys of an index over its table. Owned by one statement.
final class IndexDefinition {
  private final Ddl ddl;
  private final Table table;
  private final String method;
  private final KeyClass classes;
  final List<IndexKey> keys = new ArrayList<>();
  final List<Integer> included = new ArrayList<>();

  /// For the name PostgreSQL chooses.
  final List<String> keyNames = new ArrayList<>();

  IndexDefinition(Ddl ddl, Table table, String method) {
    this.ddl = ddl;
    this.table = table;
    this.method = method;
    this.classes = new KeyClass(ddl);
  }

  boolean isOrdered() {
    return method.equals("btree");
  }

  /// A column of a constraint's index.
  void addColumn(Column column) {
    PgType type = ddl.type(column.typeOid());
    OperatorClass chosen = classes.choose(method, type, null);
    addKey(column.attnum(), null, type, column.typmod(), chosen, false, false);
    keyNames.add(column.name());
  }

  void addElement(IndexElement element) {
    if (element.column() != null) {
      Column column =
          table
              .column(element.column())
              .orElseThrow(
                  () ->
                      new DatabaseException(
                          SqlState.UNDEFINED_COLUMN,
                          "column \"" + element.column() + "\" does not exist"));
      PgType type = ddl.type(column.typeOid());
      add(element, column.attnum(), null, type, column.typmod());
      keyNames.add(unusedName(column.name()));
      return;
    }
    StoredText texts = new StoredText(ddl);
    RexNode bound = texts.bindKey(table, element.expression());
    if (!RexUtil.isDeterministic(bound) || !Volatility.isImmutable(bound)) {
      throw new DatabaseException(
          SqlState.INVALID_OBJECT_DEFINITION,
          "functions in index expression must be marked IMMUTABLE");
    }
    if (bound instanceof RexInputRef ref) {
      Column column = table.column(ref.getIndex() + 1);
      add(element, column.attnum(), null, ddl.type(column.typeOid()), column.typmod());
      keyNames.add(unusedName(column.name()));
      return;
    }
    keyNames.add(unusedName(nameOf(element.expression())));
    add(element, 0, texts.key(table, bound), PgRex.typeOf(bound), PgRex.typmodOf(bound));
  }

  /// What an expression adds to the name PostgreSQL chooses.
  static String nameOf(SqlNode expression) {
    String name = OutputNames.of(expression);
    return name.equals(OutputNames.UNNAMED) ? "expr" : name;
  }

  private String unusedName(String name) {
    String chosen = name;
    for (int i = 1; keyNames.contains(chosen); i++) {
      chosen = ObjectNames.cut(name, ObjectNames.MAX_BYTES - Integer.toString(i).length()) + i;
    }
    return chosen;
  }

  private void add(
      IndexElement element, int attnum, @Nullable String sql, PgType type, int typmod) {
    if (!isOrdered()) {
      requireNoOrder(element);
    }
    if (element.collation() != null) {
      Collations.require(
          ddl, element.collation(), new dev.omendb.sql.plan.rex.PgRelType(type, typmod));
    }
    @Nullable ObjectName named = element.operatorClass();
    OperatorClass chosen = classes.choose(method, type, named);
    if (!element.operatorClassOptions().isEmpty()) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "operator class " + chosen.name() + " has no options");
    }
    boolean nullsFirst =
        element.nullsFirst() == null ? element.descending() : element.nullsFirst();
    addKey(attnum, sql, type, typmod, chosen, element.descending(), nullsFirst);
  }

  private void requireNoOrder(IndexElement element) {
    if (element.descending()) {
      throw noSupport("ASC/DESC options");
    }
    if (element.nullsFirst() != null) {
      throw noSupport("NULLS FIRST/LAST options");
    }
  }

  private DatabaseException noSupport(String what) {
    return new DatabaseException(
        SqlState.FEATURE_NOT_SUPPORTED,
        "access method \"%s\" does not support %s".formatted(method, what));
  }

  private void addKey(
      int attnum,
      @Nullable String sql,
      PgType type,
      int typmod,
      OperatorClass chosen,
      boolean descending,
      boolean nullsFirst) {
    keys.add(
        new IndexKey(
            attnum,
            sql,
            Integer.toUnsignedLong(type.oid()),
            typmod,
            type.storage(typmod),
            chosen.oid(),
            descending,
            nullsFirst));
  }

  void include(String name) {
    Column column =
        table
            .column(name)
            .orElseThrow(
                () ->
                    new DatabaseException(
                        SqlState.UNDEFINED_COLUMN,
                        "column \"" + name + "\" does not exist"));
    included.add(column.attnum());
    keyNames.add(unusedName(name));
  }

  /// The index; the name must be free.
  Index build(
      long oid,
      String name,
      boolean unique,
      boolean primary,
      boolean nullsNotDistinct,
      @Nullable String predicate,
      Map<String, String> options) {
    return new Index(
        oid,
        table.schemaOid(),
        name,
        table.oid(),
        method,
        unique,
        primary,
        nullsNotDistinct,
        true,
        keys,
        included,
        predicate,
        options);
  }
}
