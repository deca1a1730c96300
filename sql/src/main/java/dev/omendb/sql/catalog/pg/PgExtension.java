package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.command.ddl.ExtensionStatements;
import java.util.TreeMap;
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
          .put("extrelocatable", !extension.name().equals("plpgsql"))
          .put("extversion", extension.version())
          .end();
    }
  }

  static void writeAvailable(CatalogView view, RowWriter rows) {
    new TreeMap<>(ExtensionStatements.AVAILABLE)
        .forEach(
            (name, version) ->
                rows.put("name", name)
                    .put("default_version", version)
                    .put("installed_version", installed(view, name))
                    .put("comment", CatalogView.extensionComment(name))
                    .end());
  }

  private static @Nullable String installed(CatalogView view, String name) {
    return view.extensions().stream()
        .filter(e -> e.name().equals(name))
        .map(Extension::version)
        .findFirst()
        .orElse(null);
  }

  static void writeVersions(CatalogView view, RowWriter rows) {
    new TreeMap<>(ExtensionStatements.AVAILABLE)
        .forEach(
            (name, version) ->
                rows.put("name", name)
                    .put("version", version)
                    .put("installed", version.equals(installed(view, name)))
                    .put("superuser", false)
                    .put("trusted", true)
                    .put("relocatable", !name.equals("plpgsql"))
                    .put("comment", CatalogView.extensionComment(name))
                    .end());
  }
}
