package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.MissingValue;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.StatementBinder;
import dev.omendb.sql.bind.StoredExpressions;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.parse.statement.AlterTable.AddColumn;
import dev.omendb.sql.parse.statement.Constraint;
import dev.omendb.sql.plan.rex.PgRelType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.calcite.rex.RexNode;

/// ALTER TABLE … ADD COLUMN. A default that is the same for all rows is kept beside the column;
/// others make the rows be written anew.
final class AddColumnAction {
  private final Ddl ddl;
  private final Table table;
  private final TableDraft draft;

  AddColumnAction(Ddl ddl, Table table) {
    this.ddl = ddl;
    this.table = table;
    this.draft = new TableDraft(table);
  }

  /// Returns the references to add when all actions are done.
  List<Constraint.ForeignKey> run(AddColumn add) {
    String name = add.column().name();
    if (table.column(name).isPresent()) {
      String exists =
          "column \"%s\" of relation \"%s\" already exists".formatted(name, table.name());
      if (!add.ifNotExists()) {
        throw new DatabaseException(SqlState.DUPLICATE_COLUMN, exists);
      }
      ddl.notice(SqlState.DUPLICATE_COLUMN, exists + ", skipping");
      return List.of();
    }
    ColumnDefinition definition = new ColumnDefinition(ddl, draft, add.column());
    definition.add();
    definition.addExpressions();
    Column column = draft.column(name).orElseThrow();
    boolean wasPrimary = table.constraints().stream().anyMatch(c -> c.kind() == 'p');
    fillRows(column);
    List<Constraint.ForeignKey> references = new ArrayList<>();
    for (Constraint constraint : add.column().constraints()) {
      TableDraft now = new TableDraft(ddl.catalog().find(Table.class, table.oid()).orElseThrow());
      switch (constraint) {
        case Constraint.Unique unique -> {
          if (unique.primary() && wasPrimary) {
            throw Constraints.multiplePrimaryKeys(table.name()).position(unique.position());
          }
          Constraints constraints = new Constraints(ddl, now);
          constraints.prepare(unique, List.of(name));
          constraints.addUnique(unique, List.of(name));
        }
        case Constraint.Check check -> {
          CatalogObject.Constraint made = new Constraints(ddl, now).addCheck(check);
          ddl.put(now.table());
          new RowValidation(ddl).check(now.table(), made);
        }
        case Constraint.ForeignKey reference ->
            references.add(ForeignKeyDefinition.of(reference, name));
        case Constraint.Nullability _,
            Constraint.Default _,
            Constraint.Generated _,
            Constraint.Identity _ -> {}
      }
    }
    return references;
  }

  private void fillRows(Column column) {
    RexNode value = value(column);
    if (value == null) {
      ddl.put(draft.table());
    } else if (column.generated() == 0 && !Volatility.hasVolatile(value)) {
      draft.replace(Columns.missing(column, missing(value)));
      ddl.put(draft.table());
    } else {
      Expression expression = RowExpressions.of(ddl).overRow(draft.table(), value);
      new TableRewrite(ddl)
          .run(
              table,
              draft.table(),
              Map.of(column.attnum(), expression),
              UnaryOperator.identity());
    }
    if (column.notNull()) {
      new RowValidation(ddl).notNull(draft.table(), column);
    }
  }

  /// What rows get that are there already; null for NULL.
  private @org.jspecify.annotations.Nullable RexNode value(Column column) {
    PgRelType type = new PgRelType(ddl.type(column.typeOid()), column.typmod());
    StatementBinder binder = ddl.binder();
    if (column.identity() != 0) {
      String next =
          new ColumnDefaults(ddl).nextValue(Relations.owned(
              ddl.catalog(), table.oid(), column.attnum()).getFirst());
      return binder.columnDefault(StoredExpressions.parse(next), type, column.name());
    }
    if (column.defaultSql() == null) {
      return null;
    }
    return column.generated() != 0
        ? binder.generated(
            draft.table(), StoredExpressions.parse(column.defaultSql()), type, column.name())
        : binder.columnDefault(
            StoredExpressions.parse(column.defaultSql()), type, column.name());
  }

  private @org.jspecify.annotations.Nullable MissingValue missing(RexNode value) {
    Batch none = new Batch();
    none.setSize(1);
    var column = RowExpressions.of(ddl).constant(value).evaluate(ddl.session().context(), none);
    if (column.isNull(0)) {
      return null;
    }
    return switch (column) {
      case LongColumn longs -> new MissingValue(longs.get(0), null);
      case DoubleColumn doubles ->
          new MissingValue(Double.doubleToRawLongBits(doubles.get(0)), null);
      case BytesColumn bytes -> {
        int from = bytes.offset(0);
        yield new MissingValue(
            0, Arrays.copyOfRange(bytes.heap(), from, from + bytes.length(0)));
      }
      default -> throw new IllegalStateException(column.getClass().getName());
    };
  }
}
