package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.EnumType;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.NameResolver;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.ObjectStatement;
import dev.omendb.sql.type.PgType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// CREATE TYPE … AS ENUM and its changes.
///
/// A value's storage is its label, its key in an index its place among the labels: a label added
/// before others makes indexes be built anew.
final class EnumStatements {
  private EnumStatements() {}

  static String create(Ddl ddl, ObjectStatement.CreateEnum statement) {
    long schema = ddl.relations().creationSchema(statement.name(), false);
    String name = statement.name().name();
    ddl.transaction().lockKey("type " + schema + "." + name);
    if (isTaken(ddl, schema, name)) {
      throw exists(name);
    }
    List<String> labels = new ArrayList<>();
    for (String label : statement.labels()) {
      requireLength(label);
      if (labels.contains(label)) {
        throw new DatabaseException(
            SqlState.DUPLICATE_OBJECT,
            "enum label \"" + label + "\" already exists");
      }
      labels.add(label);
    }
    ddl.put(
        new EnumType(ddl.newOid(), ddl.newOid(), schema, name, ddl.ownerOid(), labels));
    return "CREATE TYPE";
  }

  static DatabaseException exists(String name) {
    return new DatabaseException(
        SqlState.DUPLICATE_OBJECT, "type \"" + name + "\" already exists");
  }

  static boolean isTaken(Ddl ddl, long schema, String name) {
    return ddl.types().byName(ddl.relations().schemaName(schema), name).isPresent()
        || ddl.relations().isTaken(schema, name);
  }

  private static void requireLength(String label) {
    if (label.isEmpty() || label.getBytes(StandardCharsets.UTF_8).length > ObjectNames.MAX_BYTES) {
      throw new DatabaseException(
              SqlState.INVALID_NAME, "invalid enum label \"" + label + "\"")
          .detail("Labels must be %d bytes or less.".formatted(ObjectNames.MAX_BYTES));
    }
  }

  static EnumType require(Ddl ddl, ObjectName name) {
    PgType type = new NameResolver(ddl.bindContext()).type(name);
    if (type == null) {
      throw Relations.undefined("type", name.toString());
    }
    return ddl.catalog()
        .find(EnumType.class, Integer.toUnsignedLong(type.oid()))
        .orElseThrow(
            () ->
                new DatabaseException(
                    SqlState.WRONG_OBJECT_TYPE, type.displayName(-1) + " is not an enum"));
  }

  static String add(Ddl ddl, ObjectStatement.AddEnumValue statement) {
    EnumType type = require(ddl, statement.name());
    String label = statement.label();
    requireLength(label);
    List<String> labels = new ArrayList<>(type.labels());
    if (labels.contains(label)) {
      if (statement.ifNotExists()) {
        ddl.notice(
            SqlState.DUPLICATE_OBJECT, "enum label \"" + label + "\" already exists, skipping");
        return "ALTER TYPE";
      }
      throw new DatabaseException(
          SqlState.DUPLICATE_OBJECT, "enum label \"" + label + "\" already exists");
    }
    String neighbour = statement.neighbour();
    int at = labels.size();
    if (neighbour != null) {
      int place = labels.indexOf(neighbour);
      if (place < 0) {
        throw noLabel(neighbour);
      }
      at = statement.before() ? place : place + 1;
    }
    boolean moved = at < labels.size();
    labels.add(at, label);
    ddl.put(withLabels(type, labels));
    if (moved) {
      rebuildIndexes(ddl, type);
    }
    return "ALTER TYPE";
  }

  private static void rebuildIndexes(Ddl ddl, EnumType type) {
    for (Index index : ddl.catalog().all(Index.class)) {
      boolean concerned =
          index.keys().stream()
              .anyMatch(k -> k.typeOid() == type.oid() || k.typeOid() == type.arrayOid());
      if (concerned) {
        Table table = ddl.catalog().find(Table.class, index.tableOid()).orElseThrow();
        IndexRebuild.run(ddl, ddl.lockExclusive(table), index, index);
      }
    }
  }

  private static boolean isUsed(Ddl ddl, EnumType type) {
    return ddl.catalog().all(Table.class).stream()
        .flatMap(table -> table.columns().stream())
        .anyMatch(
            c ->
                !c.dropped()
                    && (c.typeOid() == type.oid() || c.typeOid() == type.arrayOid()));
  }

  static String rename(Ddl ddl, ObjectStatement.RenameEnumValue statement) {
    EnumType type = require(ddl, statement.name());
    List<String> labels = new ArrayList<>(type.labels());
    int place = labels.indexOf(statement.label());
    if (place < 0) {
      throw noLabel(statement.label());
    }
    if (labels.contains(statement.newLabel())) {
      throw new DatabaseException(
          SqlState.DUPLICATE_OBJECT,
          "enum label \"" + statement.newLabel() + "\" already exists");
    }
    requireLength(statement.newLabel());
    if (isUsed(ddl, type)) {
      throw DatabaseException.unsupported("renaming a value of an enum that columns have");
    }
    labels.set(place, statement.newLabel());
    ddl.put(withLabels(type, labels));
    return "ALTER TYPE";
  }

  private static DatabaseException noLabel(String label) {
    return new DatabaseException(
        SqlState.INVALID_PARAMETER_VALUE,
        "\"" + label + "\" is not an existing enum label");
  }

  private static EnumType withLabels(EnumType type, List<String> labels) {
    return new EnumType(
        type.oid(), type.arrayOid(), type.schemaOid(), type.name(), type.ownerOid(), labels);
  }
}
