package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject.Comment;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.EnumType;
import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Settings;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.sql.extension.Extensions;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.OperatorClasses.OperatorClass;
import dev.omendb.sql.function.OperatorClasses;
import dev.omendb.sql.type.TypeNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Objects as messages about dependencies call them (getObjectDescription).
final class Descriptions {
  private final Ddl ddl;
  private final Catalog catalog;

  Descriptions(Ddl ddl, Catalog catalog) {
    this.ddl = ddl;
    this.catalog = catalog;
  }

  String of(DropTarget target) {
    return switch (target) {
      case DropTarget.Whole(CatalogObject object) -> of(object);
      case DropTarget.ColumnOf part ->
          "column " + column(part.tableOid(), part.attnum()) + " of " + table(part.tableOid());
      case DropTarget.DefaultOf part ->
          "default value for column %s of %s"
              .formatted(column(part.tableOid(), part.attnum()), table(part.tableOid()));
      case DropTarget.ConstraintOf part ->
          "constraint %s on %s"
              .formatted(constraint(part.tableOid(), part.constraintOid()), table(part.tableOid()));
    };
  }

  String of(CatalogObject object) {
    return switch (object) {
      case Table _, View _, Sequence _, Index _ ->
          Relations.kindOf(object) + " " + ddl.relations().shown(object);
      case Schema schema -> "schema " + schema.name();
      case EnumType type -> "type " + type(type);
      case Extension extension -> "extension " + extension.name();
      case Database database -> "database " + database.name();
      case Role role -> "role " + role.name();
      case Settings _, Comment _ -> throw new IllegalArgumentException(object.toString());
    };
  }

  private String type(EnumType type) {
    boolean visible =
        ddl.session().context().searchPathOids().contains(type.schemaOid());
    return visible
        ? type.name()
        : ddl.relations().schemaName(type.schemaOid()) + "." + type.name();
  }

  /// The object of an extension that something needs: `type vector`, `operator class …`.
  String member(Extension extension, DropTarget dependent) {
    if (dependent instanceof DropTarget.ColumnOf part) {
      long type = catalog.find(Table.class, part.tableOid()).orElseThrow()
          .column(part.attnum())
          .typeOid();
      return "type " + typeName((int) type);
    }
    if (dependent instanceof DropTarget.DefaultOf part) {
      String expression =
          catalog.find(Table.class, part.tableOid()).orElseThrow()
              .column(part.attnum())
              .defaultSql();
      Function function =
          Extensions.find(extension.name())
              .map(e -> ExtensionObjects.functionOf(e, expression))
              .orElse(null);
      return function == null ? of(extension) : "function " + signature(function);
    }
    if (dependent instanceof DropTarget.Whole(Index index)) {
      for (IndexKey key : index.keys()) {
        Optional<OperatorClass> used = OperatorClasses.standard().byOid((int) key.opclassOid());
        if (used.isPresent() && Extensions.owning(key.opclassOid()).isPresent()) {
          return "operator class %s for access method %s"
              .formatted(used.get().name(), used.get().accessMethod());
        }
      }
    }
    return of(extension);
  }

  private String signature(Function function) {
    return function.argumentTypes().stream()
        .map(this::typeName)
        .collect(Collectors.joining(",", function.name() + "(", ")"));
  }

  private String typeName(int oid) {
    List<String> path =
        ddl.session().context().searchPathOids().stream()
            .map(ddl.relations()::schemaName)
            .toList();
    return TypeNames.format(ddl.types(), oid, -1, path);
  }

  private String table(long oid) {
    return of(catalog.find(Table.class, oid).orElseThrow());
  }

  private String column(long tableOid, int attnum) {
    return catalog.find(Table.class, tableOid).orElseThrow().column(attnum).name();
  }

  private String constraint(long tableOid, long constraintOid) {
    return catalog.find(Table.class, tableOid).orElseThrow().constraints().stream()
        .filter(c -> c.oid() == constraintOid)
        .map(Constraint::name)
        .findFirst()
        .orElse("");
  }
}
