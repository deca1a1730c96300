package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.NameResolver;
import dev.omendb.sql.extension.ExtensionDefinition;
import dev.omendb.sql.extension.Extensions;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.ObjectStatement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// CREATE and ALTER EXTENSION. What an extension brings is built in; its row in the catalog makes
/// it visible.
public final class ExtensionStatements {
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
    ExtensionDefinition definition =
        Extensions.find(name).orElseThrow(() -> unavailable(name));
    String version = version(definition, statement.version());
    long schema = schema(ddl, definition, statement.schema());
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

  private static String version(ExtensionDefinition definition, @Nullable String wanted) {
    if (wanted == null) {
      return definition.defaultVersion();
    }
    if (!definition.versions().contains(wanted)) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "extension \"%s\" has no installation script nor update path for version \"%s\""
              .formatted(definition.name(), wanted));
    }
    return wanted;
  }

  private static long schema(
      Ddl ddl, ExtensionDefinition definition, @Nullable String wanted) {
    String fixed = definition.schema();
    if (fixed != null && wanted != null && !fixed.equals(wanted)) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "extension \"%s\" must be installed in schema \"%s\""
              .formatted(definition.name(), fixed));
    }
    if (fixed != null) {
      return NameResolver.PG_CATALOG_OID;
    }
    return wanted == null
        ? ddl.relations().creationSchema(new ObjectName(List.of(definition.name()), 0), false)
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
      if (Extensions.find(extension.name()).map(e -> e.schema() != null).orElse(false)) {
        throw new DatabaseException(
            SqlState.FEATURE_NOT_SUPPORTED,
            "extension \"" + extension.name() + "\" does not support SET SCHEMA");
      }
      ddl.put(
          new Extension(
              extension.oid(), extension.databaseOid(), extension.name(), target.oid(),
              extension.version()));
      return "ALTER EXTENSION";
    }
    ExtensionDefinition definition =
        Extensions.find(extension.name()).orElseThrow(() -> unavailable(extension.name()));
    String wanted =
        statement.version() == null ? definition.defaultVersion() : statement.version();
    if (wanted.equals(extension.version())) {
      ddl.notice(
          SqlState.SUCCESSFUL_COMPLETION,
          "version \"%s\" of extension \"%s\" is already installed"
              .formatted(wanted, extension.name()));
      return "ALTER EXTENSION";
    }
    if (!definition.versions().contains(wanted)) {
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
