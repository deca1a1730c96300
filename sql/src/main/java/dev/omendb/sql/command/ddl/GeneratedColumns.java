package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.plan.rex.PgRelType;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/// The rules of GENERATED ALWAYS AS (expression) STORED.
final class GeneratedColumns {
  private GeneratedColumns() {}

  /// Checks an expression and returns its text. Errors: 42P17 for another generated column or a
  /// volatile function.
  static String text(
      StoredText texts, Table table, SqlNode expression, PgRelType type, Column column) {
    expression.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlIdentifier identifier) {
            requirePlain(table, identifier, column);
            return null;
          }
        });
    return texts.generated(table, expression, type, column.name());
  }

  private static void requirePlain(Table table, SqlIdentifier identifier, Column target) {
    Optional<Column> used = table.column(identifier.names.getLast());
    boolean generated =
        used.isPresent()
            && (used.get().generated() != 0 || used.get().attnum() == target.attnum());
    if (generated) {
      throw new DatabaseException(
              SqlState.INVALID_OBJECT_DEFINITION,
              "cannot use generated column \"%s\" in column generation expression"
                  .formatted(used.get().name()))
          .detail("A generated column cannot reference another generated column.")
          .position(identifier.getParserPosition().getColumnNum());
    }
  }
}
