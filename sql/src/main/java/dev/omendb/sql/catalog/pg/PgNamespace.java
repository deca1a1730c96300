package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;

/// pg_namespace: schemas.
final class PgNamespace {
  private PgNamespace() {}

  static void write(CatalogView view, RowWriter rows) {
    for (Schema schema : view.schemas()) {
      rows.put("oid", schema.oid())
          .put("nspname", schema.name())
          .put("nspowner", schema.ownerOid())
          .end();
    }
  }
}
