package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.sql.session.Session;

/// The schema of a session's temporary tables: `pg_temp_N`, N the session's number; `pg_temp` names
/// it.
final class TemporarySchema {
  static final String ALIAS = "pg_temp";
  private static final String PREFIX = "pg_temp_";

  private TemporarySchema() {}

  static boolean isTemporary(Schema schema) {
    return schema.name().startsWith(PREFIX);
  }

  static String nameFor(Session session) {
    return PREFIX + session.identity().backendId();
  }

  /// The session's schema, made with its first temporary table.
  static long create(Ddl ddl) {
    String name = nameFor(ddl.session());
    TemporaryTables.watch(ddl);
    return ddl.catalog()
        .schema(ddl.databaseOid(), name)
        .map(Schema::oid)
        .orElseGet(
            () -> {
              long oid = ddl.newOid();
              ddl.put(new Schema(oid, ddl.databaseOid(), name, ddl.ownerOid()));
              return oid;
            });
  }
}
