package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.StoredExpressions;
import dev.omendb.sql.catalog.definition.ViewReferences;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.function.OperatorClasses.OperatorClass;
import dev.omendb.sql.function.OperatorClasses;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.AlterTable.AlterType;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// ALTER TABLE … ALTER COLUMN TYPE: all rows are written anew, indexes and checks follow.
final class AlterTypeAction {
  private final Ddl ddl;
  private final Table table;

  AlterTypeAction(Ddl ddl, Table table) {
    this.ddl = ddl;
    this.table = table;
  }

  void run(AlterType alter) {
    Column column =
        table
            .column(alter.column())
            .orElseThrow(() -> Relations.undefinedColumn(alter.column(), table.name()));
    PgRelType type = ColumnDefinition.columnType(ddl, alter.type(), column.name());
    if (alter.collation() != null) {
      Collations.require(ddl, alter.collation(), type);
    }
    requireFree(column, alter);
    Expression values = conversion(column, alter, type);
    TableDraft draft = new TableDraft(table);
    Column changed = Columns.missing(Columns.typed(column, type), null);
    if (column.identity() != 0) {
      ColumnDefinition.requireIdentityType(changed.typeOid());
    }
    if (column.defaultSql() != null && column.generated() == 0) {
      changed = Columns.defaultSql(changed, convertedDefault(column, type));
    }
    draft.replace(changed);
    new TableRewrite(ddl)
        .run(
            table,
            withoutMissing(draft),
            Map.of(column.attnum(), values),
            index -> retyped(index, column.attnum(), type));
    recheck(draft);
  }

  /// Rewritten rows have all their values.
  private static Table withoutMissing(TableDraft draft) {
    for (Column column : List.copyOf(draft.columns)) {
      draft.replace(Columns.missing(column, null));
    }
    return draft.table();
  }

  private void requireFree(Column column, AlterType alter) {
    for (View view : ddl.catalog().all(View.class)) {
      if (new ViewReferences(ddl.catalog(), view).reads(table.oid(), column.name())) {
        throw new DatabaseException(
                SqlState.FEATURE_NOT_SUPPORTED,
                "cannot alter type of a column used by a view or rule")
            .detail(
                "rule _RETURN on view %s depends on column \"%s\""
                    .formatted(ddl.relations().shown(view), column.name()));
      }
    }
    for (Column other : table.columns()) {
      boolean uses =
          other.generated() != 0
              && other.attnum() != column.attnum()
              && ExpressionColumns.of(table, other.defaultSql()).contains(column.attnum());
      if (uses) {
        throw new DatabaseException(
                SqlState.FEATURE_NOT_SUPPORTED,
                "cannot alter type of a column used by a generated column")
            .detail(
                "Column \"%s\" is used by generated column \"%s\"."
                    .formatted(column.name(), other.name()));
      }
    }
    if (column.generated() != 0 && alter.using() != null) {
      throw new DatabaseException(
              SqlState.INVALID_COLUMN_DEFINITION,
              "cannot specify USING when altering type of generated column")
          .detail("Column \"" + column.name() + "\" is a generated column.");
    }
  }

  private Expression conversion(Column column, AlterType alter, PgRelType type) {
    @Nullable SqlNode using = alter.using();
    SqlNode source =
        using != null
            ? using
            : StoredExpressions.parse(TypeNames.quoteIdentifier(column.name()));
    RexNode bound;
    try {
      bound = ddl.binder().conversion(table, source, type, column.name());
    } catch (DatabaseException e) {
      if (e.state() != SqlState.DATATYPE_MISMATCH) {
        throw e;
      }
      String target = type.type().displayName(type.typmod());
      throw using != null
          ? new DatabaseException(
              SqlState.DATATYPE_MISMATCH,
              "result of USING clause for column \"%s\" cannot be cast automatically to type %s"
                  .formatted(column.name(), type.type().displayName(-1)))
              .hint("You might need to add an explicit cast.")
          : new DatabaseException(
              SqlState.DATATYPE_MISMATCH,
              "column \"%s\" cannot be cast automatically to type %s"
                  .formatted(column.name(), type.type().displayName(-1)))
              .hint(
                  "You might need to specify \"USING %s::%s\"."
                      .formatted(TypeNames.quoteIdentifier(column.name()), target));
    }
    return RowExpressions.of(ddl).overRow(table, bound);
  }

  private String convertedDefault(Column column, PgRelType type) {
    try {
      return new StoredText(ddl)
          .columnDefault(
              StoredExpressions.parse(String.valueOf(column.defaultSql())), type, column.name());
    } catch (DatabaseException e) {
      if (e.state() != SqlState.DATATYPE_MISMATCH) {
        throw e;
      }
      throw new DatabaseException(
          SqlState.DATATYPE_MISMATCH,
          "default for column \"%s\" cannot be cast automatically to type %s"
              .formatted(column.name(), type.type().displayName(-1)));
    }
  }

  /// The index over the changed column: its operator class stays when it can.
  private Index retyped(Index i, int attnum, PgRelType type) {
    List<IndexKey> keys = new ArrayList<>();
    for (IndexKey key : i.keys()) {
      if (key.attnum() != attnum) {
        keys.add(key);
        continue;
      }
      PgType keyType = type.type();
      Optional<OperatorClass> old = OperatorClasses.standard().byOid((int) key.opclassOid());
      ObjectName named =
          old.isEmpty() || old.get().isDefault()
              ? null
              : new ObjectName(List.of(old.get().name()), 0);
      OperatorClass chosen = new KeyClass(ddl).choose(i.accessMethod(), keyType, named);
      keys.add(
          new IndexKey(
              attnum, null, Integer.toUnsignedLong(keyType.oid()), type.typmod(),
              keyType.storage(type.typmod()), chosen.oid(), key.descending(), key.nullsFirst()));
    }
    Index changed =
        new Index(
            i.oid(), i.schemaOid(), i.name(), i.tableOid(), i.accessMethod(), i.unique(),
            i.primary(), i.nullsNotDistinct(), i.valid(), keys, i.includedAttnums(),
            i.predicateSql(), i.options());
    VectorIndexRules.check(ddl, changed);
    return changed;
  }

  /// Checks mean something else over another type: they are bound and verified again.
  private void recheck(TableDraft draft) {
    Table now = ddl.catalog().find(Table.class, draft.oid).orElseThrow();
    for (Constraint constraint : now.constraints()) {
      if (constraint.kind() == 'c') {
        new RowValidation(ddl).check(now, constraint);
      } else if (constraint.kind() == 'f') {
        new RowValidation(ddl).references(now, constraint);
      }
    }
  }
}
