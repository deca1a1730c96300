package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.Settings;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;
import java.util.TreeMap;

/// pg_database, pg_tablespace, and pg_db_role_setting.
final class PgDatabase {
  private static final int UTF8 = 6;
  private static final int PG_DEFAULT = 1663;
  private static final int PG_GLOBAL = 1664;

  private PgDatabase() {}

  static void write(CatalogView view, RowWriter rows) {
    for (Database database : view.catalog().all(Database.class)) {
      rows.put("oid", database.oid())
          .put("datname", database.name())
          .put("datdba", database.ownerOid())
          .put("encoding", UTF8)
          .put("datlocprovider", "c")
          .put("datallowconn", true)
          .put("datconnlimit", -1)
          .put("datfrozenxid", 3)
          .put("datminmxid", 1)
          .put("dattablespace", PG_DEFAULT)
          .put("datcollate", "C.UTF-8")
          .put("datctype", "C.UTF-8")
          .end();
    }
  }

  static void writeTablespaces(CatalogView view, RowWriter rows) {
    tablespace(PG_DEFAULT, "pg_default", rows);
    tablespace(PG_GLOBAL, "pg_global", rows);
  }

  private static void tablespace(int oid, String name, RowWriter rows) {
    rows.put("oid", oid).put("spcname", name).put("spcowner", CatalogView.SUPERUSER).end();
  }

  static void writeSettings(CatalogView view, RowWriter rows) {
    for (Settings settings : view.catalog().all(Settings.class)) {
      rows.put("setdatabase", settings.databaseOid())
          .put("setrole", settings.roleOid())
          .put(
              "setconfig",
              new TreeMap<>(settings.values())
                  .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
          .end();
    }
  }
}
