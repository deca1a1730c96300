package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.StoredExpressions;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;

/// Checks the rows a table has against a new constraint.
final class RowValidation {
  private final Ddl ddl;

  RowValidation(Ddl ddl) {
    this.ddl = ddl;
  }

  /// Errors: 23502.
  void notNull(Table table, Column column) {
    RowScan.of(
        ddl.session(),
        table,
        rows -> {
          var values = rows.column(column.attnum() - 1);
          for (int row = 0; row < rows.size(); row++) {
            if (values.isNull(row)) {
              throw new DatabaseException(
                      SqlState.NOT_NULL_VIOLATION,
                      "column \"%s\" of relation \"%s\" contains null values"
                          .formatted(column.name(), table.name()))
                  .relation(ddl.relations().schemaName(table.schemaOid()), table.name())
                  .column(column.name());
            }
          }
        });
  }

  /// Errors: 23514.
  void check(Table table, Constraint constraint) {
    String sql = String.valueOf(constraint.checkSql());
    Expression condition =
        RowExpressions.of(ddl)
            .overRow(table, ddl.binder().check(table, StoredExpressions.parse(sql)));
    RowScan.of(
        ddl.session(),
        table,
        rows -> {
          LongColumn passed =
              (LongColumn) condition.evaluate(ddl.session().context(), rows);
          for (int row = 0; row < rows.size(); row++) {
            if (!passed.isNull(row) && passed.get(row) == 0) {
              throw new DatabaseException(
                      SqlState.CHECK_VIOLATION,
                      "check constraint \"%s\" of relation \"%s\" is violated by some row"
                          .formatted(constraint.name(), table.name()))
                  .relation(ddl.relations().schemaName(table.schemaOid()), table.name())
                  .constraint(constraint.name());
            }
          }
        });
  }

  /// Errors: 23503.
  void references(Table table, Constraint constraint) {
    ForeignKey key = ForeignKey.of(ddl.catalog(), table, constraint);
    List<String> columns = new ArrayList<>();
    List<String> joins = new ArrayList<>();
    List<String> present = new ArrayList<>();
    for (int i = 0; i < key.columns().size(); i++) {
      String column = "fk." + TypeNames.quoteIdentifier(key.columns().get(i).name());
      columns.add(column);
      joins.add(
          "pk." + TypeNames.quoteIdentifier(key.keys().get(i).name()) + " = " + column);
      present.add(column + " IS NOT NULL");
    }
    String any = key.reference().match() == 'f' ? " OR " : " AND ";
    String firstKey = "pk." + TypeNames.quoteIdentifier(key.keys().getFirst().name());
    String sql =
        "SELECT %s FROM %s fk LEFT JOIN %s pk ON %s WHERE %s IS NULL AND (%s) LIMIT 1"
            .formatted(
                String.join(", ", columns),
                key.referencingName(),
                key.referencedName(),
                String.join(" AND ", joins),
                firstKey,
                String.join(any, present));
    ddl.transaction().refreshSnapshot();
    new InternalStatement(ddl.session(), sql)
        .run(
            new Batch(),
            (batch, from, to) -> {
              if (to > from) {
                throw key.missing(ddl.session().context(), asFullRow(key, batch), from);
              }
            });
  }

  private static Batch asFullRow(ForeignKey key, Batch values) {
    var columns = new dev.omendb.engine.column.Column[key.referencing().columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = key.referencing().columns().get(i).storage().newColumn(0);
    }
    for (int i = 0; i < key.columns().size(); i++) {
      columns[key.columns().get(i).attnum() - 1] = values.column(i);
    }
    return new Batch(columns);
  }
}
