package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.ObjectStatement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// CREATE and ALTER EXTENSION. What an extension brings is built in; its row in the catalog makes
/// it visible.
public final class ExtensionStatements {
  /// The extensions there are, with their versions.
  public static final Map<String, String> AVAILABLE =
      Map.of("vector", "0.8.1", "uuid-ossp", "1.1", "plpgsql", "1.0");

  private ExtensionStatements() {}

  static String create(Ddl ddl, ObjectStatement.CreateExtension statement) {
    String name = statement.name();
    ddl.transaction().lockKey("extension " + ddl.databaseOid() + "." + name);
    if (find(ddl, name).isPresent()) {
      if (statement.ifNotExists()) {
        ddl.notice(
            SqlState.DUPLICATE_OBJECT, "extension \"" + name + "\" already exists, skipping");
        return "CREATE EXTENSION";
      }
      throw new DatabaseException(
          SqlState.DUPLICATE_OBJECT, "extension \"" + name + "\" already exists");
    }
    String standard = AVAILABLE.get(name);
    if (standard == null) {
      throw unavailable(name);
    }
    String version = version(name, standard, statement.version());
    long schema = schema(ddl, name, statement.schema());
    ddl.put(new Extension(ddl.newOid(), ddl.databaseOid(), name, schema, version));
    return "CREATE EXTENSION";
  }

  private static DatabaseException unavailable(String name) {
    return new DatabaseException(
            SqlState.FEATURE_NOT_SUPPORTED, "extension \"" + name + "\" is not available")
        .detail(
            "Could not open extension control file \"/usr/share/postgresql/17/extension/"
                + name
                + ".control\": No such file or directory.")
        .hint(
            "The extension must first be installed on the system where PostgreSQL is running.");
  }

  private static String version(String name, String standard, @Nullable String wanted) {
    if (wanted == null || wanted.equals(standard)) {
      return standard;
    }
    boolean known =
        name.equals("vector") && List.of("0.8.0", "0.8.1", "0.8.2").contains(wanted);
    if (!known) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "extension \"%s\" has no installation script nor update path for version \"%s\""
              .formatted(name, wanted));
    }
    return wanted;
  }

  private static long schema(Ddl ddl, String name, @Nullable String wanted) {
    if (name.equals("plpgsql")) {
      return dev.omendb.sql.bind.NameResolver.PG_CATALOG_OID;
    }
    return wanted == null
        ? ddl.relations().creationSchema(new ObjectName(List.of(name), 0), false)
        : ddl.relations().schema(wanted, 0).oid();
  }

  static Optional<Extension> find(Ddl ddl, String name) {
    return ddl.catalog().all(Extension.class).stream()
        .filter(e -> e.databaseOid() == ddl.databaseOid() && e.name().equals(name))
        .findFirst();
  }

  static Extension require(Ddl ddl, String name) {
    return find(ddl, name).orElseThrow(() -> Relations.undefined("extension", name));
  }

  static String alter(Ddl ddl, ObjectStatement.AlterExtension statement) {
    Extension extension = require(ddl, statement.name());
    String schema = statement.schema();
    if (schema != null) {
      Schema target = ddl.relations().schema(schema, 0);
      if (extension.name().equals("plpgsql")) {
        throw new DatabaseException(
            SqlState.FEATURE_NOT_SUPPORTED,
            "extension \"plpgsql\" does not support SET SCHEMA");
      }
      ddl.put(
          new Extension(
              extension.oid(), extension.databaseOid(), extension.name(), target.oid(),
              extension.version()));
      return "ALTER EXTENSION";
    }
    String standard = AVAILABLE.getOrDefault(extension.name(), extension.version());
    String wanted = statement.version() == null ? standard : statement.version();
    if (wanted.equals(extension.version())) {
      ddl.notice(
          SqlState.SUCCESSFUL_COMPLETION,
          "version \"%s\" of extension \"%s\" is already installed"
              .formatted(wanted, extension.name()));
      return "ALTER EXTENSION";
    }
    if (!wanted.equals(standard)) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "extension \"%s\" has no update path from version \"%s\" to version \"%s\""
              .formatted(extension.name(), extension.version(), wanted));
    }
    ddl.put(
        new Extension(
            extension.oid(), extension.databaseOid(), extension.name(), extension.schemaOid(),
            wanted));
    return "ALTER EXTENSION";
  }
}
