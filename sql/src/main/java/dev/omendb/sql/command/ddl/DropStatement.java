package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.EnumType;
import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.TableLock;
import dev.omendb.sql.extension.ExtensionDefinition;
import dev.omendb.sql.extension.Extensions;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.ObjectKind;
import dev.omendb.sql.parse.statement.ObjectStatement.Drop;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// DROP of tables, indexes, views, sequences, schemas, types and extensions.
final class DropStatement {
  private final Ddl ddl;

  DropStatement(Ddl ddl) {
    this.ddl = ddl;
  }

  String run(Drop statement) {
    List<DropTarget> targets = new ArrayList<>();
    for (ObjectName name : statement.names()) {
      CatalogObject found = find(statement, name);
      if (found != null && !targets.contains(DropTarget.whole(found))) {
        if (found instanceof Index index) {
          requireNoConstraint(index);
        }
        targets.add(DropTarget.whole(found));
      }
    }
    if (statement.concurrently() && ddl.session().transaction().inBlock()) {
      throw new DatabaseException(
          SqlState.ACTIVE_SQL_TRANSACTION,
          "DROP INDEX CONCURRENTLY cannot run inside a transaction block");
    }
    if (!targets.isEmpty()) {
      new DropCascade(ddl).drop(targets, statement.cascade());
    }
    return "DROP " + statement.kind().words();
  }

  private @Nullable CatalogObject find(Drop statement, ObjectName name) {
    return switch (statement.kind()) {
      case TABLE, INDEX, VIEW, SEQUENCE, MATERIALIZED_VIEW, FOREIGN_TABLE ->
          relation(statement, name);
      case SCHEMA -> schema(statement, name);
      case TYPE, DOMAIN -> type(statement, name);
      case EXTENSION -> extension(statement, name);
      default -> absent(statement, name);
    };
  }

  /// Kinds of which there are no objects: dropping one can only fail, or skip.
  private @Nullable CatalogObject absent(Drop statement, ObjectName name) {
    String kind = statement.kind().words().toLowerCase(Locale.ROOT);
    return switch (statement.kind()) {
      case TRIGGER, RULE, POLICY -> {
        ObjectName table =
            new ObjectName(
                name.parts().subList(0, name.parts().size() - 1), name.position());
        if (!statement.ifExists()) {
          ddl.relations().relation(table);
        }
        yield missing(
            statement,
            "%s \"%s\" for relation \"%s\"".formatted(kind, name.name(), table),
            SqlState.UNDEFINED_OBJECT);
      }
      case COLLATION, TABLESPACE, LANGUAGE, ACCESS_METHOD, EVENT_TRIGGER, PUBLICATION, SERVER ->
          missing(statement, kind + " \"" + name + "\"", SqlState.UNDEFINED_OBJECT);
      default -> throw DatabaseException.unsupported("DROP " + statement.kind().words());
    };
  }

  private @Nullable CatalogObject missing(Drop statement, String what, SqlState state) {
    if (!statement.ifExists()) {
      throw new DatabaseException(state, what + " does not exist");
    }
    ddl.notice(SqlState.SUCCESSFUL_COMPLETION, what + " does not exist, skipping");
    return null;
  }

  private @Nullable CatalogObject relation(Drop statement, ObjectName name) {
    String schema = name.schema();
    if (schema != null && statement.ifExists() && !schemaExists(schema)) {
      ddl.notice(
          SqlState.SUCCESSFUL_COMPLETION, "schema \"" + schema + "\" does not exist, skipping");
      return null;
    }
    Optional<CatalogObject> found = locked(name);
    String kind = statement.kind().words().toLowerCase(Locale.ROOT);
    if (found.isEmpty()) {
      SqlState state =
          statement.kind() == ObjectKind.INDEX
              ? SqlState.UNDEFINED_OBJECT
              : SqlState.UNDEFINED_TABLE;
      return missing(statement, kind + " \"" + name.name() + "\"", state);
    }
    if (!Relations.kindOf(found.get()).equals(kind)) {
      String actual = Relations.kindOf(found.get());
      throw Relations.notA(article(kind) + " " + kind, name.name())
          .hint("Use DROP %s to remove %s %s."
              .formatted(actual.toUpperCase(Locale.ROOT), article(actual), actual));
    }
    return found.get();
  }

  /// What has the name once its table is locked: it may be another by then, or none.
  private Optional<CatalogObject> locked(ObjectName name) {
    Optional<CatalogObject> found = ddl.relations().find(name, false);
    long locked = 0;
    while (found.orElse(null) instanceof Table table && table.oid() != locked) {
      ddl.transaction().lockTable(table.oid(), TableLock.ACCESS_EXCLUSIVE, LockWait.WAIT);
      locked = table.oid();
      found = ddl.relations().find(name, false);
    }
    return found;
  }

  private boolean schemaExists(String name) {
    return name.equals("pg_catalog")
        || name.equals("information_schema")
        || ddl.catalog().schema(ddl.databaseOid(), name).isPresent();
  }

  static String article(String word) {
    return "aeiou".indexOf(word.charAt(0)) >= 0 ? "an" : "a";
  }

  private void requireNoConstraint(Index index) {
    Table table = ddl.catalog().find(Table.class, index.tableOid()).orElse(null);
    if (table == null) {
      return;
    }
    for (Constraint constraint : table.constraints()) {
      boolean backs = constraint.indexOid() == index.oid() && constraint.kind() != 'f';
      if (backs) {
        String shown = ddl.relations().shown(index);
        String owner =
            "constraint %s on table %s"
                .formatted(constraint.name(), ddl.relations().shown(table));
        throw new DatabaseException(
                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                "cannot drop index %s because %s requires it".formatted(shown, owner))
            .hint("You can drop " + owner + " instead.");
      }
    }
  }

  private @Nullable CatalogObject schema(Drop statement, ObjectName name) {
    if (name.name().startsWith("pg_") || name.name().equals("information_schema")) {
      boolean system = ddl.catalog().schema(ddl.databaseOid(), name.name()).isEmpty();
      if (system && schemaExists(name.name())) {
        throw new DatabaseException(
            SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
            "cannot drop schema %s because it is required by the database system"
                .formatted(name.name()));
      }
    }
    Optional<Schema> found = ddl.catalog().schema(ddl.databaseOid(), name.name());
    return found.isPresent()
        ? found.get()
        : missing(statement, "schema \"" + name.name() + "\"", SqlState.INVALID_SCHEMA_NAME);
  }

  private @Nullable CatalogObject type(Drop statement, ObjectName name) {
    PgType type =
        new dev.omendb.sql.bind.NameResolver(ddl.bindContext()).type(name);
    if (type == null) {
      return missing(statement, "type \"" + name + "\"", SqlState.UNDEFINED_OBJECT);
    }
    Optional<EnumType> found =
        ddl.catalog().find(EnumType.class, Integer.toUnsignedLong(type.oid()));
    if (found.isPresent()) {
      return found.get();
    }
    String shown = type.displayName(-1);
    ExtensionDefinition extension = Extensions.owning(type.oid()).orElse(null);
    if (extension != null) {
      throw new DatabaseException(
              SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
              "cannot drop type %s because extension %s requires it"
                  .formatted(shown, extension.name()))
          .hint("You can drop extension " + extension.name() + " instead.");
    }
    if (type.isArray()) {
      String element = ddl.type(type.info().elementOid()).displayName(-1);
      throw new DatabaseException(
              SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
              "cannot drop type %s because type %s requires it".formatted(shown, element))
          .hint("You can drop type " + element + " instead.");
    }
    throw new DatabaseException(
        SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
        "cannot drop type %s because it is required by the database system".formatted(shown));
  }

  private @Nullable CatalogObject extension(Drop statement, ObjectName name) {
    Optional<Extension> found =
        ddl.catalog().all(Extension.class).stream()
            .filter(e -> e.databaseOid() == ddl.databaseOid() && e.name().equals(name.name()))
            .findFirst();
    return found.isPresent()
        ? found.get()
        : missing(statement, "extension \"" + name.name() + "\"", SqlState.UNDEFINED_OBJECT);
  }
}
