package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.NameResolver;
import dev.omendb.sql.parse.node.ObjectName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks relations up by the names of DDL, and chooses schemas for new ones. Utility statements
/// report unknown names without a position.
final class Relations {
  private final Ddl ddl;

  Relations(Ddl ddl) {
    this.ddl = ddl;
  }

  private NameResolver names() {
    return new NameResolver(ddl.bindContext());
  }

  /// The schema a new object goes to. Errors: 3F000, 42602, 42501 for pg_catalog.
  long creationSchema(ObjectName name, boolean temporary) {
    String schema = name.schema();
    if (temporary) {
      if (schema != null && !schema.equals(TemporarySchema.ALIAS)) {
        throw new DatabaseException(
                SqlState.INVALID_TABLE_DEFINITION,
                "cannot create temporary relation in non-temporary schema")
            .position(name.position());
      }
      return TemporarySchema.create(ddl);
    }
    if (schema != null) {
      if (schema.equals(TemporarySchema.ALIAS)) {
        return TemporarySchema.create(ddl);
      }
      return schema(schema, name.position()).oid();
    }
    for (long oid : ddl.session().context().searchPathOids()) {
      if (!isSystem(oid) && !oidIsTemporary(oid)) {
        return oid;
      }
    }
    throw new DatabaseException(
            SqlState.INVALID_SCHEMA_NAME, "no schema has been selected to create in")
        .position(name.position());
  }

  private boolean oidIsTemporary(long oid) {
    return ddl.catalog().find(Schema.class, oid).map(TemporarySchema::isTemporary).orElse(false);
  }

  static boolean isSystem(long schemaOid) {
    return schemaOid == NameResolver.PG_CATALOG_OID
        || schemaOid == NameResolver.INFORMATION_SCHEMA_OID;
  }

  /// A schema by name. Errors: 3F000, 42501 for the system's own.
  Schema schema(String name, int position) {
    if (name.equals("pg_catalog") || name.equals("information_schema")) {
      throw new DatabaseException(
          SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for schema " + name);
    }
    return ddl.catalog()
        .schema(ddl.databaseOid(), name)
        .orElseThrow(() -> noSchema(name).position(position));
  }

  static DatabaseException noSchema(String name) {
    return new DatabaseException(
        SqlState.INVALID_SCHEMA_NAME, "schema \"" + name + "\" does not exist");
  }

  String schemaName(long oid) {
    return names().schemaName(oid);
  }

  /// The relation of this name, empty when there is none. Errors: 3F000 for an unknown schema
  /// unless `missingOk`, 42501 for a system catalog.
  Optional<CatalogObject> find(ObjectName name, boolean missingOk) {
    String schema = name.schema();
    if (schema != null && names().schema(schema).isEmpty()) {
      if (missingOk) {
        ddl.notice(
            SqlState.SUCCESSFUL_COMPLETION, "schema \"" + schema + "\" does not exist, skipping");
        return Optional.empty();
      }
      throw noSchema(schema);
    }
    CatalogObject found = names().relation(name);
    if (found == null && names().systemTable(name) != null) {
      throw new DatabaseException(
          SqlState.INSUFFICIENT_PRIVILEGE,
          "permission denied: \"" + name.name() + "\" is a system catalog");
    }
    return Optional.ofNullable(found);
  }

  /// As [#find], of any kind. Errors: 42P01.
  CatalogObject relation(ObjectName name) {
    return find(name, false).orElseThrow(() -> undefined("relation", name.toString()));
  }

  /// A table. Errors: 42P01, 42809.
  Table table(ObjectName name) {
    CatalogObject found = relation(name);
    if (found instanceof Table table) {
      return table;
    }
    throw notA("a table", name.name());
  }

  static DatabaseException undefined(String kind, String name) {
    SqlState state =
        switch (kind) {
          case "index", "type", "extension", "role", "access method" -> SqlState.UNDEFINED_OBJECT;
          default -> SqlState.UNDEFINED_TABLE;
        };
    return new DatabaseException(state, kind + " \"" + name + "\" does not exist");
  }

  static DatabaseException undefinedColumn(String column, String table) {
    return new DatabaseException(
        SqlState.UNDEFINED_COLUMN,
        "column \"%s\" of relation \"%s\" does not exist".formatted(column, table));
  }

  static DatabaseException notA(String what, String name) {
    return new DatabaseException(
        SqlState.WRONG_OBJECT_TYPE, "\"" + name + "\" is not " + what);
  }

  /// Claims a name in a schema until the transaction ends. False when it is taken.
  boolean claim(long schemaOid, String name) {
    ddl.transaction().lockKey("relation " + schemaOid + "." + name);
    return ddl.catalog().relation(schemaOid, name).isEmpty();
  }

  /// Claims a name or raises 42P07.
  void require(long schemaOid, String name) {
    if (!claim(schemaOid, name)) {
      throw exists(name);
    }
  }

  static DatabaseException exists(String name) {
    return new DatabaseException(
        SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists");
  }

  boolean isTaken(long schemaOid, String name) {
    return ddl.catalog().relation(schemaOid, name).isPresent();
  }

  /// True when a table of the schema has a constraint of this name.
  boolean isConstraint(long schemaOid, String name) {
    return ddl.catalog().all(Table.class).stream()
        .filter(table -> table.schemaOid() == schemaOid)
        .flatMap(table -> table.constraints().stream())
        .anyMatch(constraint -> constraint.name().equals(name));
  }

  /// `a` or `s.a`: as messages about dependencies name a relation.
  String shown(CatalogObject relation) {
    long schema = schemaOf(relation);
    boolean visible = visible(schema, nameOf(relation), relation.oid());
    return visible ? nameOf(relation) : schemaName(schema) + "." + nameOf(relation);
  }

  private boolean visible(long schema, String name, long oid) {
    for (long searched : ddl.session().context().searchPathOids()) {
      Optional<CatalogObject> found = ddl.catalog().relation(searched, name);
      if (found.isPresent()) {
        return found.get().oid() == oid;
      }
    }
    return false;
  }

  static String nameOf(CatalogObject relation) {
    return switch (relation) {
      case Table t -> t.name();
      case View v -> v.name();
      case Sequence s -> s.name();
      case Index i -> i.name();
      default -> throw new IllegalArgumentException(relation.getClass().getName());
    };
  }

  static long schemaOf(CatalogObject relation) {
    return switch (relation) {
      case Table t -> t.schemaOid();
      case View v -> v.schemaOid();
      case Sequence s -> s.schemaOid();
      case Index i -> i.schemaOid();
      default -> throw new IllegalArgumentException(relation.getClass().getName());
    };
  }

  /// `table`, `index`, `view`, `sequence`.
  static String kindOf(CatalogObject relation) {
    return switch (relation) {
      case Table _ -> "table";
      case View _ -> "view";
      case Sequence _ -> "sequence";
      case Index _ -> "index";
      default -> throw new IllegalArgumentException(relation.getClass().getName());
    };
  }

  /// The sequences that belong to a column (0: to any column of the table).
  static List<Sequence> owned(Catalog catalog, long tableOid, int attnum) {
    return catalog.all(Sequence.class).stream()
        .filter(s -> s.ownedByTableOid() == tableOid)
        .filter(s -> attnum == 0 || s.ownedByAttnum() == attnum)
        .toList();
  }

  @Nullable Sequence identitySequence(Table table, int attnum) {
    List<Sequence> owned = owned(ddl.catalog(), table.oid(), attnum);
    return owned.isEmpty() ? null : owned.getFirst();
  }
}
