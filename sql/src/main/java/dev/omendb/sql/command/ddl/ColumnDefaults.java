package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.sql.type.TypeNames;

/// Defaults that PostgreSQL writes itself.
final class ColumnDefaults {
  private final Ddl ddl;

  ColumnDefaults(Ddl ddl) {
    this.ddl = ddl;
  }

  /// The next value of a serial or identity column's sequence.
  String nextValue(Sequence sequence) {
    String qualified =
        TypeNames.quoteIdentifier(ddl.relations().schemaName(sequence.schemaOid()))
            + "."
            + TypeNames.quoteIdentifier(sequence.name());
    return "nextval(" + ExpressionText.quote(qualified) + "::regclass)";
  }
}
