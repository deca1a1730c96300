package dev.omendb.sql.command.ddl;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.parse.statement.Constraint;
import java.util.List;

final class ForeignKeyDefinition {
  ForeignKeyDefinition(Ddl ddl, TableDraft draft) {}

  /// A column's REFERENCES as a constraint of the table.
  static Constraint.ForeignKey of(Constraint.ForeignKey c, String column) {
    return new Constraint.ForeignKey(
        c.name(), List.of(column), c.table(), c.referenced(), c.match(), c.onDelete(),
        c.setColumns(), c.onUpdate(), c.timing(), c.position());
  }

  void add(Constraint.ForeignKey given) {
    throw DatabaseException.unsupported("FOREIGN KEY");
  }
}
