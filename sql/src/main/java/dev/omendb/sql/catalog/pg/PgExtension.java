package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;

/// pg_extension, and what CREATE EXTENSION accepts.
final class PgExtension {
  private static final String NAME = "vector";
  private static final String VERSION = "0.8.1";
  private static final String COMMENT = "vector data type and ivfflat and hnsw access methods";

  private PgExtension() {}

  static void write(CatalogView view, RowWriter rows) {
    for (Extension extension : view.extensions()) {
      rows.put("oid", extension.oid())
          .put("extname", extension.name())
          .put("extowner", CatalogView.SUPERUSER)
          .put("extnamespace", extension.schemaOid())
          .put("extrelocatable", true)
          .put("extversion", extension.version())
          .end();
    }
  }

  static void writeAvailable(CatalogView view, RowWriter rows) {
    String installed =
        view.extensions().stream()
            .filter(e -> e.name().equals(NAME))
            .map(Extension::version)
            .findFirst()
            .orElse(null);
    rows.put("name", NAME)
        .put("default_version", VERSION)
        .put("installed_version", installed)
        .put("comment", COMMENT)
        .end();
  }

  static void writeVersions(CatalogView view, RowWriter rows) {
    rows.put("name", NAME)
        .put("version", VERSION)
        .put("installed", view.extensions().stream().anyMatch(e -> e.name().equals(NAME)))
        .put("superuser", false)
        .put("trusted", true)
        .put("relocatable", true)
        .put("comment", COMMENT)
        .end();
  }
}
