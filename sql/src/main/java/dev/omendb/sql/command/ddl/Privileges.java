package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.RoleStatement.DefaultPrivileges;
import dev.omendb.sql.parse.statement.RoleStatement.GrantPrivileges;
import dev.omendb.sql.parse.statement.RoleStatement.GrantRole;

/// GRANT and REVOKE. Every role may do everything with the data, so a GRANT is true as soon as its
/// objects and roles exist, and a REVOKE from anyone but a superuser (whom PostgreSQL would not
/// restrict either) cannot be carried out and is refused.
final class Privileges {
  private Privileges() {}

  static String grant(Ddl ddl, GrantPrivileges statement) {
    requireObjects(ddl, statement);
    for (String name : statement.roles()) {
      boolean everyone = name.equals("public");
      boolean superuser = !everyone && Roles.require(ddl, name).superuser();
      if (!statement.grant() && !superuser) {
        throw DatabaseException.unsupported("REVOKE: privileges are not enforced, it");
      }
    }
    return statement.grant() ? "GRANT" : "REVOKE";
  }

  private static void requireObjects(Ddl ddl, GrantPrivileges statement) {
    for (ObjectName name : statement.objects()) {
      if (statement.inSchemas()) {
        ddl.relations().schema(name.name(), 0);
        continue;
      }
      switch (statement.kind()) {
        case TABLE, SEQUENCE, VIEW, FOREIGN_TABLE -> ddl.relations().relation(name);
        case SCHEMA -> {
          if (!name.name().equals("pg_catalog") && !name.name().equals("information_schema")) {
            ddl.relations().schema(name.name(), 0);
          }
        }
        case DATABASE -> {
          if (ddl.catalog().database(name.name()).map(Database::oid).isEmpty()) {
            throw new DatabaseException(
                SqlState.INVALID_CATALOG_NAME,
                "database \"" + name.name() + "\" does not exist");
          }
        }
        case TYPE, DOMAIN -> {
          if (new dev.omendb.sql.bind.NameResolver(ddl.bindContext()).type(name) == null) {
            throw Relations.undefined("type", name.toString());
          }
        }
        case FUNCTION, PROCEDURE, ROUTINE, LANGUAGE -> {}
        default ->
            throw DatabaseException.unsupported("GRANT ON " + statement.kind().words());
      }
    }
  }

  static String grantRole(Ddl ddl, GrantRole statement) {
    boolean matters = false;
    for (String name : statement.granted()) {
      matters |= Roles.require(ddl, name).superuser();
    }
    for (String name : statement.roles()) {
      Role member = Roles.require(ddl, name);
      if (matters && !member.superuser()) {
        throw DatabaseException.unsupported("membership in a superuser role");
      }
      if (!statement.grant() && !member.superuser()) {
        throw DatabaseException.unsupported("REVOKE: privileges are not enforced, it");
      }
    }
    return statement.grant() ? "GRANT ROLE" : "REVOKE ROLE";
  }

  static String defaults(Ddl ddl, DefaultPrivileges statement) {
    statement.forRoles().forEach(name -> Roles.require(ddl, name));
    statement.schemas().forEach(name -> ddl.relations().schema(name, 0));
    GrantPrivileges inner = statement.grant();
    for (String name : inner.roles()) {
      boolean superuser = !name.equals("public") && Roles.require(ddl, name).superuser();
      if (!inner.grant() && !superuser) {
        throw DatabaseException.unsupported("REVOKE: privileges are not enforced, it");
      }
    }
    return "ALTER DEFAULT PRIVILEGES";
  }
}
