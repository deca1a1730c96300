package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.execute.modify.RowRule;
import dev.omendb.sql.session.Session;
import java.util.List;

/// The foreign keys of a table, both sides.
public final class ForeignKeys {
  private ForeignKeys() {}

  /// What must happen when rows of the table change.
  public static List<RowRule> rules(Session session, Table table) {
    return List.of();
  }
}
