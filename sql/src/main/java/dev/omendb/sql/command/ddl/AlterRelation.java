package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.statement.AlterTable.Action;
import dev.omendb.sql.parse.statement.AlterTable.OwnerTo;
import dev.omendb.sql.parse.statement.AlterTable.RenameTo;
import dev.omendb.sql.parse.statement.AlterTable.ResetOptions;
import dev.omendb.sql.parse.statement.AlterTable.SetOptions;
import dev.omendb.sql.parse.statement.AlterTable.SetSchema;
import dev.omendb.sql.parse.statement.AlterTable.SetTablespace;
import java.util.LinkedHashMap;
import java.util.Map;

/// What ALTER can do to indexes, views and sequences, and the renames tables share with them.
final class AlterRelation {
  private AlterRelation() {}

  static void apply(Ddl ddl, CatalogObject relation, Action action) {
    switch (action) {
      case RenameTo rename -> rename(ddl, relation, rename.newName());
      case SetSchema move ->
          move(ddl, relation, ddl.relations().schema(move.schema(), 0).oid());
      case OwnerTo owner -> own(ddl, relation, Roles.require(ddl, owner.role()).oid());
      case SetOptions set when relation instanceof Index index -> {
        Map<String, String> options = new LinkedHashMap<>(index.options());
        StorageParameters.read(
            set.options(), StorageParameters.of(index.accessMethod()), options);
        ddl.put(withOptions(index, options));
      }
      case ResetOptions reset when relation instanceof Index index -> {
        Map<String, String> options = new LinkedHashMap<>(index.options());
        for (Option option : reset.options()) {
          options.remove(option.name());
        }
        ddl.put(withOptions(index, options));
      }
      case SetTablespace set -> Tablespaces.require(set.tablespace());
      default ->
          throw new DatabaseException(
                  SqlState.WRONG_OBJECT_TYPE,
                  "ALTER action %s cannot be performed on relation \"%s\""
                      .formatted(words(action), Relations.nameOf(relation)))
              .detail(
                  "This operation is not supported for "
                      + Relations.kindOf(relation)
                      + (relation instanceof Index ? "es." : "s."));
    }
  }

  /// `AddColumn` -> `ADD COLUMN`.
  static String words(Action action) {
    return action
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toUpperCase(java.util.Locale.ROOT);
  }

  /// Errors: 42P07.
  static void rename(Ddl ddl, CatalogObject relation, String name) {
    long schema = Relations.schemaOf(relation);
    ddl.relations().require(schema, name);
    StoredNames names = new StoredNames(ddl);
    switch (relation) {
      case Table table -> {
        TableDraft draft = new TableDraft(table);
        draft.name = name;
        names.relationMoved(table, schema, name);
        ddl.put(draft.table());
      }
      case View view -> {
        names.relationMoved(view, schema, name);
        ddl.put(view(view, schema, name, view.ownerOid()));
      }
      case Sequence sequence -> {
        names.relationMoved(sequence, schema, name);
        ddl.put(SequenceStatements.renamed(sequence, schema, name, sequence.ownerOid()));
      }
      case Index index -> {
        ddl.put(renamed(index, schema, name));
        renameConstraint(ddl, index, name);
      }
      default -> throw new IllegalArgumentException(relation.toString());
    }
  }

  private static View view(View view, long schema, String name, long owner) {
    return new View(view.oid(), schema, name, owner, view.columns(), view.querySql());
  }

  /// A constraint and its index have one name.
  private static void renameConstraint(Ddl ddl, Index index, String name) {
    Table table = ddl.catalog().find(Table.class, index.tableOid()).orElseThrow();
    TableDraft draft = new TableDraft(table);
    boolean changed = false;
    for (Constraint c : table.constraints()) {
      if (c.indexOid() == index.oid() && c.kind() != 'f') {
        draft.replace(named(c, name));
        changed = true;
      }
    }
    if (changed) {
      ddl.put(draft.table());
    }
  }

  static Constraint named(Constraint c, String name) {
    return new Constraint(
        c.oid(), name, c.kind(), c.attnums(), c.indexOid(), c.checkSql(), c.reference(),
        c.deferrable(), c.initiallyDeferred());
  }

  static Index renamed(Index i, long schema, String name) {
    return new Index(
        i.oid(), schema, name, i.tableOid(), i.accessMethod(), i.unique(), i.primary(),
        i.nullsNotDistinct(), i.valid(), i.keys(), i.includedAttnums(), i.predicateSql(),
        i.options());
  }

  private static Index withOptions(Index i, Map<String, String> options) {
    return new Index(
        i.oid(), i.schemaOid(), i.name(), i.tableOid(), i.accessMethod(), i.unique(), i.primary(),
        i.nullsNotDistinct(), i.valid(), i.keys(), i.includedAttnums(), i.predicateSql(), options);
  }

  /// SET SCHEMA: a table's indexes and sequences go with it. Errors: 42P07.
  static void move(Ddl ddl, CatalogObject relation, long schema) {
    if (Relations.schemaOf(relation) == schema) {
      return;
    }
    String name = Relations.nameOf(relation);
    if (!ddl.relations().claim(schema, name)) {
      throw new DatabaseException(
          SqlState.DUPLICATE_TABLE,
          "relation \"%s\" already exists in schema \"%s\""
              .formatted(name, ddl.relations().schemaName(schema)));
    }
    StoredNames names = new StoredNames(ddl);
    names.relationMoved(relation, schema, name);
    switch (ddl.catalog().find(relation.oid()).orElseThrow()) {
      case Table table -> {
        TableDraft draft = new TableDraft(table);
        draft.schemaOid = schema;
        ddl.put(draft.table());
        for (Index index : ddl.catalog().indexes(table.oid())) {
          ddl.put(renamed(index, schema, index.name()));
        }
        Relations.owned(ddl.catalog(), table.oid(), 0).forEach(s -> moveOwned(ddl, s, schema));
      }
      case View view -> ddl.put(view(view, schema, name, view.ownerOid()));
      case Sequence sequence -> {
        if (sequence.ownedByTableOid() != 0) {
          throw new DatabaseException(
              SqlState.FEATURE_NOT_SUPPORTED,
              "cannot move an owned sequence into another schema");
        }
        ddl.put(SequenceStatements.renamed(sequence, schema, name, sequence.ownerOid()));
      }
      default ->
          throw new DatabaseException(
              SqlState.WRONG_OBJECT_TYPE, "\"" + name + "\" is an index");
    }
  }

  private static void moveOwned(Ddl ddl, Sequence sequence, long schema) {
    new StoredNames(ddl).relationMoved(sequence, schema, sequence.name());
    ddl.put(
        SequenceStatements.renamed(sequence, schema, sequence.name(), sequence.ownerOid()));
  }

  static void own(Ddl ddl, CatalogObject relation, long owner) {
    switch (relation) {
      case Table table -> {
        TableDraft draft = new TableDraft(table);
        draft.ownerOid = owner;
        ddl.put(draft.table());
        for (Sequence s : Relations.owned(ddl.catalog(), table.oid(), 0)) {
          ddl.put(SequenceStatements.renamed(s, s.schemaOid(), s.name(), owner));
        }
      }
      case View view -> ddl.put(view(view, view.schemaOid(), view.name(), owner));
      case Sequence s -> ddl.put(SequenceStatements.renamed(s, s.schemaOid(), s.name(), owner));
      default -> {}
    }
  }
}
