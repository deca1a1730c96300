package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.statement.ObjectStatement;

/// CREATE SCHEMA.
final class SchemaStatements {
  private SchemaStatements() {}

  static String create(Ddl ddl, ObjectStatement.CreateSchema statement) {
    String owner = statement.owner();
    long ownerOid = owner == null ? ddl.ownerOid() : Roles.require(ddl, owner).oid();
    String name = statement.name();
    if (name == null) {
      name = Roles.resolve(ddl, String.valueOf(owner));
    }
    requireAllowed(name);
    ddl.transaction().lockKey("schema " + ddl.databaseOid() + "." + name);
    boolean exists =
        name.equals("information_schema")
            || ddl.catalog().schema(ddl.databaseOid(), name).isPresent();
    if (exists) {
      if (statement.ifNotExists()) {
        ddl.notice(
            SqlState.DUPLICATE_SCHEMA, "schema \"" + name + "\" already exists, skipping");
        return "CREATE SCHEMA";
      }
      throw new DatabaseException(
          SqlState.DUPLICATE_SCHEMA, "schema \"" + name + "\" already exists");
    }
    ddl.put(new Schema(ddl.newOid(), ddl.databaseOid(), name, ownerOid));
    if (!statement.elements().isEmpty()) {
      throw DatabaseException.unsupported("CREATE SCHEMA with schema elements");
    }
    return "CREATE SCHEMA";
  }

  /// Errors: 42939.
  static void requireAllowed(String name) {
    if (name.startsWith("pg_")) {
      throw new DatabaseException(
              SqlState.RESERVED_NAME, "unacceptable schema name \"" + name + "\"")
          .detail("The prefix \"pg_\" is reserved for system schemas.");
    }
  }

  static String ownerName(Ddl ddl, long oid) {
    return ddl.catalog().find(Role.class, oid).map(Role::name).orElse("");
  }
}
