package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.extension.ExtensionDefinition;
import dev.omendb.sql.extension.Extensions;
import org.jspecify.annotations.Nullable;

/// pg_extension, and what CREATE EXTENSION accepts.
final class PgExtension {
  private PgExtension() {}

  static void write(CatalogView view, RowWriter rows) {
    for (Extension extension : view.extensions()) {
      rows.put("oid", extension.oid())
          .put("extname", extension.name())
          .put("extowner", CatalogView.SUPERUSER)
          .put("extnamespace", extension.schemaOid())
          .put("extrelocatable", isRelocatable(extension.name()))
          .put("extversion", extension.version())
          .end();
    }
  }

  private static boolean isRelocatable(String name) {
    return Extensions.find(name).map(e -> e.schema() == null).orElse(false);
  }

  static void writeAvailable(CatalogView view, RowWriter rows) {
    for (ExtensionDefinition each : Extensions.all()) {
      rows.put("name", each.name())
          .put("default_version", each.defaultVersion())
          .put("installed_version", installed(view, each.name()))
          .put("comment", each.comment())
          .end();
    }
  }

  private static @Nullable String installed(CatalogView view, String name) {
    return view.extension(name).map(Extension::version).orElse(null);
  }

  static void writeVersions(CatalogView view, RowWriter rows) {
    for (ExtensionDefinition each : Extensions.all()) {
      for (String version : each.versions()) {
        rows.put("name", each.name())
            .put("version", version)
            .put("installed", version.equals(installed(view, each.name())))
            .put("superuser", true)
            .put("trusted", each.trusted())
            .put("relocatable", each.schema() == null)
            .put("schema", each.schema())
            .put("comment", each.comment())
            .end();
      }
    }
  }
}
