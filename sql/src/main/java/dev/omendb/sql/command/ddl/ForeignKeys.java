package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.execute.modify.RowRule;
import dev.omendb.sql.session.Session;
import java.util.ArrayList;
import java.util.List;

/// The foreign keys of a table, both sides.
public final class ForeignKeys {
  private ForeignKeys() {}

  /// What must happen when rows of the table change. The rules belong to one plan.
  public static List<RowRule> rules(Session session, Table table) {
    List<RowRule> rules = new ArrayList<>();
    Catalog catalog = session.context().catalog();
    for (Constraint constraint : table.constraints()) {
      if (constraint.kind() == 'f') {
        rules.add(new ReferencingRule(session, ForeignKey.of(catalog, table, constraint)));
      }
    }
    for (Table other : catalog.all(Table.class)) {
      for (Constraint constraint : other.constraints()) {
        if (constraint.reference() != null && constraint.reference().tableOid() == table.oid()) {
          rules.add(new ReferencedRule(session, ForeignKey.of(catalog, other, constraint)));
        }
      }
    }
    return rules;
  }
}
