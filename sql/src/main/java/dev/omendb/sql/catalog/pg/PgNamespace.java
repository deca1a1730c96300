package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.session.Bootstrap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// pg_namespace: schemas.
final class PgNamespace {
  private PgNamespace() {}

  static void write(CatalogView view, RowWriter rows) {
    for (Schema schema : view.schemas()) {
      rows.put("oid", schema.oid())
          .put("nspname", schema.name())
          .put("nspowner", schema.ownerOid())
          .put("nspacl", privileges(view, schema))
          .end();
    }
  }

  /// PUBLIC may use the schema that every database starts with, and not create in it.
  private static @Nullable List<String> privileges(CatalogView view, Schema schema) {
    if (schema.ownerOid() != Bootstrap.DATABASE_OWNER_OID) {
      return null;
    }
    String owner = view.roleName(schema.ownerOid());
    return List.of(owner + "=UC/" + owner, "=U/" + owner);
  }
}
