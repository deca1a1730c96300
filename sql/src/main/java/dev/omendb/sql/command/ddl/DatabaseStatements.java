package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Comment;
import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Settings;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.statement.ObjectStatement;
import dev.omendb.sql.session.Bootstrap;
import dev.omendb.sql.session.Session;
import java.util.Locale;
import java.util.Optional;

/// CREATE and DROP DATABASE.
final class DatabaseStatements {
  private DatabaseStatements() {}

  static String create(Ddl ddl, ObjectStatement.CreateDatabase statement) {
    requireNoBlock(ddl, "CREATE DATABASE");
    long owner = ddl.ownerOid();
    for (Option option : statement.options()) {
      String value = option.value() == null ? "" : option.value();
      switch (option.name().toLowerCase(Locale.ROOT)) {
        case "owner" -> owner = Roles.require(ddl, value).oid();
        case "template" -> requireTemplate(ddl, value);
        case "encoding" -> requireEncoding(value);
        case "tablespace" -> Tablespaces.require(value);
        case "lc_collate",
            "lc_ctype",
            "locale",
            "locale_provider",
            "icu_locale",
            "connection_limit",
            "connection limit",
            "allow_connections",
            "is_template",
            "strategy",
            "collation_version",
            "oid" -> {}
        default ->
            throw new DatabaseException(
                    SqlState.SYNTAX_ERROR, "option \"" + option.name() + "\" not recognized")
                .position(option.position());
      }
    }
    String name = statement.name();
    ddl.transaction().lockKey("database " + name);
    if (ddl.catalog().database(name).isPresent()) {
      throw new DatabaseException(
          SqlState.DUPLICATE_DATABASE, "database \"" + name + "\" already exists");
    }
    Database database = new Database(ddl.newOid(), name, owner);
    ddl.put(database);
    Schema schema = Bootstrap.publicSchema(ddl.newOid(), database.oid());
    ddl.put(schema);
    ddl.put(Bootstrap.publicComment(ddl.newOid(), schema.oid()));
    return "CREATE DATABASE";
  }

  private static void requireTemplate(Ddl ddl, String name) {
    switch (name) {
      case "template0", "template1", "default" -> {}
      default -> {
        if (ddl.catalog().database(name).isEmpty()) {
          throw new DatabaseException(
              SqlState.INVALID_CATALOG_NAME,
              "template database \"" + name + "\" does not exist");
        }
        throw DatabaseException.unsupported("copying database \"" + name + "\"");
      }
    }
  }

  private static void requireEncoding(String value) {
    String plain = value.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    switch (plain) {
      case "utf8", "unicode", "6", "default", "1" -> {}
      default -> throw DatabaseException.unsupported("encoding \"" + value + "\"");
    }
  }

  private static void requireNoBlock(Ddl ddl, String command) {
    if (ddl.session().transaction().inBlock()) {
      throw new DatabaseException(
          SqlState.ACTIVE_SQL_TRANSACTION,
          command + " cannot run inside a transaction block");
    }
  }

  static String drop(Ddl ddl, ObjectStatement.DropDatabase statement) {
    requireNoBlock(ddl, "DROP DATABASE");
    String name = statement.name();
    Optional<Database> found = ddl.catalog().database(name);
    if (found.isEmpty()) {
      if (statement.ifExists()) {
        ddl.notice(
            SqlState.SUCCESSFUL_COMPLETION, "database \"" + name + "\" does not exist, skipping");
        return "DROP DATABASE";
      }
      throw new DatabaseException(
          SqlState.INVALID_CATALOG_NAME, "database \"" + name + "\" does not exist");
    }
    Database database = found.get();
    if (database.oid() == ddl.databaseOid()) {
      throw new DatabaseException(
          SqlState.OBJECT_IN_USE, "cannot drop the currently open database");
    }
    requireUnused(ddl, database);
    for (CatalogObject object : ddl.catalog().objects().stream().toList()) {
      if (belongs(ddl, object, database)) {
        ddl.drop(object.oid());
      }
    }
    for (Schema schema : ddl.catalog().all(Schema.class)) {
      if (schema.databaseOid() == database.oid()) {
        ddl.drop(schema.oid());
      }
    }
    ddl.drop(database.oid());
    return "DROP DATABASE";
  }

  private static void requireUnused(Ddl ddl, Database database) {
    int users = 0;
    for (Session session : ddl.session().database().sessions()) {
      users += session.identity().databaseOid() == database.oid() ? 1 : 0;
    }
    if (users > 0) {
      throw new DatabaseException(
              SqlState.OBJECT_IN_USE,
              "database \"" + database.name() + "\" is being accessed by other users")
          .detail(
              users == 1
                  ? "There is 1 other session using the database."
                  : "There are " + users + " other sessions using the database.");
    }
  }

  private static boolean belongs(Ddl ddl, CatalogObject object, Database database) {
    if (object instanceof Extension extension) {
      return extension.databaseOid() == database.oid();
    }
    if (object instanceof Settings settings) {
      return settings.databaseOid() == database.oid();
    }
    if (object instanceof Comment comment) {
      return comment.objectOid() == database.oid();
    }
    return ddl.catalog()
        .find(Schema.class, Dependencies.schemaOf(object))
        .map(s -> s.databaseOid() == database.oid())
        .orElse(false);
  }
}
