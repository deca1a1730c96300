package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.EnumType;
import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.statement.ObjectKind;
import dev.omendb.sql.parse.statement.ObjectStatement.AlterObjectSchema;
import dev.omendb.sql.parse.statement.ObjectStatement.AlterOwner;
import dev.omendb.sql.parse.statement.ObjectStatement.Rename;

/// ALTER … RENAME TO, OWNER TO and SET SCHEMA of schemas, types, databases and roles.
final class RenameStatements {
  private RenameStatements() {}

  static String rename(Ddl ddl, Rename statement) {
    String name = statement.newName();
    switch (statement.kind()) {
      case SCHEMA -> renameSchema(ddl, statement);
      case TYPE, DOMAIN -> {
        EnumType type = EnumStatements.require(ddl, statement.name());
        if (EnumStatements.isTaken(ddl, type.schemaOid(), name)) {
          throw EnumStatements.exists(name);
        }
        String schema = ddl.relations().schemaName(type.schemaOid());
        new StoredNames(ddl).typeMoved(schema, type.name(), schema, name);
        ddl.put(type(type, type.schemaOid(), name));
      }
      case DATABASE -> renameDatabase(ddl, statement);
      case ROLE -> {
        Role role = Roles.require(ddl, statement.name().name());
        if (ddl.catalog().role(name).isPresent()) {
          throw new DatabaseException(
              SqlState.DUPLICATE_OBJECT, "role \"" + name + "\" already exists");
        }
        if (role.name().equals(ddl.session().context().sessionUserName())) {
          throw new DatabaseException(
              SqlState.FEATURE_NOT_SUPPORTED, "session user cannot be renamed");
        }
        ddl.put(
            new Role(
                role.oid(), name, role.superuser(), role.canLogin(), role.createDatabase(),
                role.createRole(), role.verifier()));
      }
      default -> throw unsupported(statement.kind(), "RENAME");
    }
    return tag(statement.kind());
  }

  private static String tag(ObjectKind kind) {
    return "ALTER " + kind.words();
  }

  private static DatabaseException unsupported(ObjectKind kind, String action) {
    return DatabaseException.unsupported(tag(kind) + " " + action);
  }

  private static EnumType type(EnumType type, long schema, String name) {
    return new EnumType(
        type.oid(), type.arrayOid(), schema, name, type.ownerOid(), type.labels());
  }

  private static void renameSchema(Ddl ddl, Rename statement) {
    Schema schema = ddl.relations().schema(statement.name().name(), 0);
    String name = statement.newName();
    SchemaStatements.requireAllowed(name);
    if (ddl.catalog().schema(ddl.databaseOid(), name).isPresent()) {
      throw new DatabaseException(
          SqlState.DUPLICATE_SCHEMA, "schema \"" + name + "\" already exists");
    }
    new StoredNames(ddl).schemaRenamed(schema, name);
    ddl.put(new Schema(schema.oid(), schema.databaseOid(), name, schema.ownerOid()));
  }

  private static void renameDatabase(Ddl ddl, Rename statement) {
    String old = statement.name().name();
    String name = statement.newName();
    Database database = database(ddl, old);
    if (ddl.catalog().database(name).isPresent()) {
      throw new DatabaseException(
          SqlState.DUPLICATE_DATABASE, "database \"" + name + "\" already exists");
    }
    if (database.oid() == ddl.databaseOid()) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED, "current database cannot be renamed");
    }
    ddl.put(new Database(database.oid(), name, database.ownerOid()));
  }

  private static Database database(Ddl ddl, String name) {
    return ddl.catalog()
        .database(name)
        .orElseThrow(
            () ->
                new DatabaseException(
                    SqlState.INVALID_CATALOG_NAME,
                    "database \"" + name + "\" does not exist"));
  }

  static String owner(Ddl ddl, AlterOwner statement) {
    long owner = Roles.require(ddl, statement.role()).oid();
    String name = statement.name().name();
    switch (statement.kind()) {
      case SCHEMA -> Ownership.give(ddl, ddl.relations().schema(name, 0), owner);
      case TYPE, DOMAIN ->
          Ownership.give(ddl, EnumStatements.require(ddl, statement.name()), owner);
      case DATABASE -> Ownership.give(ddl, database(ddl, name), owner);
      default -> throw unsupported(statement.kind(), "OWNER TO");
    }
    return tag(statement.kind());
  }

  static String move(Ddl ddl, AlterObjectSchema statement) {
    Schema target = ddl.relations().schema(statement.schema(), 0);
    switch (statement.kind()) {
      case TYPE, DOMAIN -> {
        EnumType type = EnumStatements.require(ddl, statement.name());
        if (EnumStatements.isTaken(ddl, target.oid(), type.name())) {
          throw new DatabaseException(
              SqlState.DUPLICATE_OBJECT,
              "type \"%s\" already exists in schema \"%s\""
                  .formatted(type.name(), target.name()));
        }
        String before = ddl.relations().schemaName(type.schemaOid());
        new StoredNames(ddl).typeMoved(before, type.name(), target.name(), type.name());
        ddl.put(type(type, target.oid(), type.name()));
      }
      default -> throw unsupported(statement.kind(), "SET SCHEMA");
    }
    return tag(statement.kind());
  }
}
