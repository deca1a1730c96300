package dev.omendb.sql.catalog.information;

import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.sql.catalog.CatalogRows;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;
import java.util.List;
import java.util.Map;

/// Facts about the database, its character set, collations and roles.
final class ServerRows {
  private ServerRows() {}

  static void addTo(Map<String, CatalogRows> into) {
    into.put(
        "information_schema_catalog_name",
        (view, rows) -> rows.put("catalog_name", view.context().databaseName()).end());
    into.put("character_sets", ServerRows::writeCharacterSets);
    into.put("collations", ServerRows::writeCollations);
    into.put("enabled_roles", ServerRows::writeRoles);
  }

  private static void writeCharacterSets(CatalogView view, RowWriter rows) {
    rows.put("character_set_name", "UTF8")
        .put("character_repertoire", "UCS")
        .put("form_of_use", "UTF8")
        .put("default_collate_catalog", view.context().databaseName())
        .end();
  }

  private static void writeCollations(CatalogView view, RowWriter rows) {
    for (String name : List.of("default", "C", "POSIX", "ucs_basic")) {
      rows.put("collation_catalog", view.context().databaseName())
          .put("collation_schema", "pg_catalog")
          .put("collation_name", name)
          .put("pad_attribute", "NO PAD")
          .end();
    }
  }

  private static void writeRoles(CatalogView view, RowWriter rows) {
    for (Role role : view.catalog().all(Role.class)) {
      rows.put("role_name", role.name()).end();
    }
  }
}
