package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.catalog.VirtualTable;
import dev.omendb.sql.extension.ExtensionDefinition;
import dev.omendb.sql.extension.Extensions;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.TypeNames;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds relations and types by the names a statement uses: PostgreSQL documentation, section
/// 5.9.3, the schema search path.
public final class NameResolver {
  /// pg_namespace.oid of pg_catalog.
  public static final long PG_CATALOG_OID = 11;

  /// pg_namespace.oid of information_schema; fixed here, as every database has it.
  public static final long INFORMATION_SCHEMA_OID = 13_000;

  private final BindContext context;

  public NameResolver(BindContext context) {
    this.context = context;
  }

  /// A schema's oid, or empty.
  public Optional<Long> schema(String name) {
    return switch (name) {
      case "pg_catalog" -> Optional.of(PG_CATALOG_OID);
      case "information_schema" -> Optional.of(INFORMATION_SCHEMA_OID);
      default ->
          context.catalog().schema(context.databaseOid(), name).map(Schema::oid);
    };
  }

  /// The name of a schema's oid.
  public String schemaName(long oid) {
    if (oid == PG_CATALOG_OID) {
      return "pg_catalog";
    }
    if (oid == INFORMATION_SCHEMA_OID) {
      return "information_schema";
    }
    return context.catalog().find(Schema.class, oid).map(Schema::name).orElse("");
  }

  /// A stored relation by name, or null.
  public @Nullable CatalogObject relation(ObjectName name) {
    checkDatabase(name);
    String schema = name.schema();
    if (schema != null) {
      Optional<Long> oid = schema(schema);
      return oid.flatMap(o -> context.catalog().relation(o, name.name())).orElse(null);
    }
    for (long oid : context.searchPath()) {
      if (oid == PG_CATALOG_OID && context.systemTables().find("pg_catalog", name.name()) != null) {
        return null;
      }
      Optional<CatalogObject> found = context.catalog().relation(oid, name.name());
      if (found.isPresent()) {
        return found.get();
      }
    }
    return null;
  }

  /// A system catalog table by name, or null.
  public @Nullable VirtualTable systemTable(ObjectName name) {
    String schema = name.schema();
    if (schema != null) {
      return context.systemTables().find(schema, name.name());
    }
    for (long oid : context.searchPath()) {
      VirtualTable found = context.systemTables().find(schemaName(oid), name.name());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /// A table to write to. Errors: 42P01, 42809 `cannot insert into view "v"`.
  public Table table(ObjectName name, String action) {
    CatalogObject object = relation(name);
    if (object instanceof Table table) {
      return table;
    }
    if (object instanceof CatalogObject.View view) {
      throw new DatabaseException(
              SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
              "cannot " + action + " view \"" + view.name() + "\"")
          .position(name.position());
    }
    if (object != null) {
      throw new DatabaseException(
              SqlState.WRONG_OBJECT_TYPE, "cannot open relation \"" + name.name() + "\"")
          .position(name.position());
    }
    if (systemTable(name) != null) {
      throw new DatabaseException(
          SqlState.INSUFFICIENT_PRIVILEGE,
          "permission denied: \"" + name.name() + "\" is a system catalog");
    }
    throw undefinedTable(name);
  }

  /// 42P01, or 3F000 when the schema does not exist… PostgreSQL says 42P01 for both in queries.
  public DatabaseException undefinedTable(ObjectName name) {
    return new DatabaseException(
            SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist")
        .position(name.position());
  }

  /// A type by its possibly qualified name, or null. Types of an extension exist only where the
  /// extension was created.
  public @Nullable PgType type(ObjectName name) {
    checkDatabase(name);
    String schema = name.schema();
    if (schema != null) {
      return type(schema, name.name());
    }
    for (long oid : context.searchPath()) {
      PgType found = type(schemaName(oid), name.name());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /// A type's name for messages, with its schema when the search path does not have it.
  public String shown(PgType type) {
    String schema = type.info().schema();
    String name = type.displayName(-1);
    boolean visible =
        schema.equals(TypeInfo.CATALOG_SCHEMA)
            || context.searchPath().stream().anyMatch(oid -> schemaName(oid).equals(schema));
    return visible ? name : TypeNames.quoteIdentifier(schema) + "." + name;
  }

  /// True when objects marked with this schema can be named without one.
  public boolean isVisible(String schema) {
    for (long oid : context.searchPath()) {
      if (inSchema(schema, schemaName(oid))) {
        return true;
      }
    }
    return false;
  }

  /// True when an object marked with schema `objectSchema` lives in `schema` of this database.
  public boolean inSchema(String objectSchema, String schema) {
    if (objectSchema.startsWith("@")) {
      String installed = extensionSchema(objectSchema.substring(1));
      return installed != null && installed.equals(schema);
    }
    return objectSchema.equals(schema);
  }

  /// Where an extension is installed, or null when it is not.
  public @Nullable String extensionSchema(String name) {
    for (Extension extension : context.catalog().all(Extension.class)) {
      if (extension.databaseOid() == context.databaseOid() && extension.name().equals(name)) {
        return schemaName(extension.schemaOid());
      }
    }
    return null;
  }

  private @Nullable PgType type(String schema, String name) {
    PgType type = context.types().byName(schema, name).orElse(null);
    ExtensionDefinition extension =
        type == null ? null : Extensions.owning(type.oid()).orElse(null);
    return extension != null && extensionSchema(extension.name()) == null ? null : type;
  }

  private void checkDatabase(ObjectName name) {
    if (name.parts().size() > 2) {
      String database = name.parts().get(name.parts().size() - 3);
      boolean same =
          context
              .catalog()
              .find(CatalogObject.Database.class, context.databaseOid())
              .map(d -> d.name().equals(database))
              .orElse(false);
      if (!same) {
        throw new DatabaseException(
                SqlState.FEATURE_NOT_SUPPORTED,
                "cross-database references are not implemented: \"" + name + "\"")
            .position(name.position());
      }
    }
  }
}
