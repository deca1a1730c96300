package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Persistence;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.statement.AlterTable.Action;
import dev.omendb.sql.parse.statement.AlterTable.AddColumn;
import dev.omendb.sql.parse.statement.AlterTable.AddConstraint;
import dev.omendb.sql.parse.statement.AlterTable.AddIdentity;
import dev.omendb.sql.parse.statement.AlterTable.AlterConstraint;
import dev.omendb.sql.parse.statement.AlterTable.AlterIdentity;
import dev.omendb.sql.parse.statement.AlterTable.AlterType;
import dev.omendb.sql.parse.statement.AlterTable.ClusterOn;
import dev.omendb.sql.parse.statement.AlterTable.DropColumn;
import dev.omendb.sql.parse.statement.AlterTable.DropConstraint;
import dev.omendb.sql.parse.statement.AlterTable.DropDefault;
import dev.omendb.sql.parse.statement.AlterTable.DropExpression;
import dev.omendb.sql.parse.statement.AlterTable.DropIdentity;
import dev.omendb.sql.parse.statement.AlterTable.OwnerTo;
import dev.omendb.sql.parse.statement.AlterTable.RenameColumn;
import dev.omendb.sql.parse.statement.AlterTable.RenameConstraint;
import dev.omendb.sql.parse.statement.AlterTable.RenameTo;
import dev.omendb.sql.parse.statement.AlterTable.ReplicaIdentity;
import dev.omendb.sql.parse.statement.AlterTable.ResetOptions;
import dev.omendb.sql.parse.statement.AlterTable.SetAccessMethod;
import dev.omendb.sql.parse.statement.AlterTable.SetColumnOptions;
import dev.omendb.sql.parse.statement.AlterTable.SetCompression;
import dev.omendb.sql.parse.statement.AlterTable.SetDefault;
import dev.omendb.sql.parse.statement.AlterTable.SetLogged;
import dev.omendb.sql.parse.statement.AlterTable.SetNotNull;
import dev.omendb.sql.parse.statement.AlterTable.SetOptions;
import dev.omendb.sql.parse.statement.AlterTable.SetSchema;
import dev.omendb.sql.parse.statement.AlterTable.SetStatistics;
import dev.omendb.sql.parse.statement.AlterTable.SetStorage;
import dev.omendb.sql.parse.statement.AlterTable.SetTablespace;
import dev.omendb.sql.parse.statement.AlterTable.Toggle;
import dev.omendb.sql.parse.statement.AlterTable.ValidateConstraint;
import dev.omendb.sql.parse.statement.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The actions of ALTER TABLE on one table, in order. Foreign keys are added last, as they may need
/// the other actions.
final class AlterTableStatement {
  private final Ddl ddl;
  private final long oid;
  private final List<Constraint.ForeignKey> references = new ArrayList<>();

  AlterTableStatement(Ddl ddl, long oid) {
    this.ddl = ddl;
    this.oid = oid;
  }

  private Table table() {
    return ddl.catalog().find(Table.class, oid).orElseThrow();
  }

  void apply(Action action) {
    AlterColumn columns = new AlterColumn(ddl, table());
    switch (action) {
      case AddColumn add -> references.addAll(new AddColumnAction(ddl, table()).run(add));
      case DropColumn drop -> dropColumn(drop);
      case RenameColumn rename -> columns.rename(rename.column(), rename.newName());
      case RenameConstraint rename -> renameConstraint(rename);
      case RenameTo rename -> AlterRelation.rename(ddl, table(), rename.newName());
      case SetSchema move ->
          AlterRelation.move(ddl, table(), ddl.relations().schema(move.schema(), 0).oid());
      case OwnerTo owner ->
          AlterRelation.own(ddl, table(), Roles.require(ddl, owner.role()).oid());
      case AlterType type -> new AlterTypeAction(ddl, table()).run(type);
      case SetDefault set -> columns.setDefault(set);
      case DropDefault drop -> columns.dropDefault(drop.column());
      case SetNotNull set -> columns.setNotNull(set.column(), set.notNull());
      case AddIdentity add -> columns.addIdentity(add);
      case AlterIdentity alter -> columns.alterIdentity(alter);
      case DropIdentity drop -> columns.dropIdentity(drop);
      case DropExpression drop -> columns.dropExpression(drop);
      case SetStatistics set -> columns.require(set.column());
      case SetStorage set -> columns.setStorage(set);
      case SetCompression set -> columns.require(set.column());
      case SetColumnOptions set -> columns.setOptions(set);
      case AddConstraint add -> addConstraint(add.constraint());
      case AlterConstraint alter -> alterConstraint(alter);
      case ValidateConstraint validate -> validate(constraint(validate.name()));
      case DropConstraint drop -> dropConstraint(drop);
      case SetOptions set -> setOptions(set.options());
      case ResetOptions reset -> resetOptions(reset.options());
      case SetLogged set -> setLogged(set.logged());
      case SetTablespace set -> Tablespaces.require(set.tablespace());
      case SetAccessMethod set -> {
        if (!set.method().equals("heap")) {
          throw Relations.undefined("access method", set.method());
        }
      }
      case ClusterOn cluster -> throw DatabaseException.unsupported("ALTER TABLE … CLUSTER");
      case Toggle toggle -> throw DatabaseException.unsupported("ALTER TABLE … " + toggle.words());
      case ReplicaIdentity identity ->
          throw DatabaseException.unsupported("ALTER TABLE … REPLICA IDENTITY");
    }
  }

  void finish() {
    for (Constraint.ForeignKey reference : references) {
      TableDraft draft = new TableDraft(table());
      CatalogObject.Constraint made = new ForeignKeyDefinition(ddl, draft).add(reference);
      ddl.put(draft.table());
      if (!reference.timing().notValid()) {
        new RowValidation(ddl).references(draft.table(), made);
      }
    }
  }

  private void dropColumn(DropColumn drop) {
    Table table = table();
    Optional<Column> found = table.column(drop.column());
    if (found.isEmpty()) {
      if (!drop.ifExists()) {
        throw Relations.undefinedColumn(drop.column(), table.name());
      }
      ddl.notice(
          SqlState.SUCCESSFUL_COMPLETION,
          "column \"%s\" of relation \"%s\" does not exist, skipping"
              .formatted(drop.column(), table.name()));
      return;
    }
    DropTarget target = new DropTarget.ColumnOf(oid, found.get().attnum());
    new DropCascade(ddl).drop(List.of(target), drop.cascade());
  }

  private CatalogObject.Constraint constraint(String name) {
    return table().constraints().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DatabaseException(
                    SqlState.UNDEFINED_OBJECT,
                    "constraint \"%s\" of relation \"%s\" does not exist"
                        .formatted(name, table().name())));
  }

  private void renameConstraint(RenameConstraint rename) {
    Table table = table();
    Optional<CatalogObject.Constraint> found =
        table.constraints().stream()
            .filter(c -> c.name().equals(rename.constraint()))
            .findFirst();
    if (found.isEmpty()) {
      throw new DatabaseException(
          SqlState.UNDEFINED_OBJECT,
          "constraint \"%s\" for table \"%s\" does not exist"
              .formatted(rename.constraint(), table.name()));
    }
    TableDraft draft = new TableDraft(table);
    CatalogObject.Constraint constraint = found.get();
    new Constraints(ddl, draft).requireFree(rename.newName());
    draft.replace(AlterRelation.named(constraint, rename.newName()));
    if (constraint.kind() == 'p' || constraint.kind() == 'u') {
      ddl.relations().require(table.schemaOid(), rename.newName());
      Index index = ddl.catalog().find(Index.class, constraint.indexOid()).orElseThrow();
      ddl.put(AlterRelation.renamed(index, index.schemaOid(), rename.newName()));
    }
    ddl.put(draft.table());
  }

  private void addConstraint(Constraint constraint) {
    TableDraft draft = new TableDraft(table());
    Constraints constraints = new Constraints(ddl, draft);
    switch (constraint) {
      case Constraint.Check check -> {
        CatalogObject.Constraint made = constraints.addCheck(check);
        ddl.put(draft.table());
        if (!check.timing().notValid()) {
          new RowValidation(ddl).check(draft.table(), made);
        }
      }
      case Constraint.Unique unique when unique.usingIndex() != null ->
          new ConstraintFromIndex(ddl, draft).add(unique);
      case Constraint.Unique unique -> addUnique(draft, constraints, unique);
      case Constraint.ForeignKey reference -> references.add(reference);
      case Constraint.Nullability _,
          Constraint.Default _,
          Constraint.Generated _,
          Constraint.Identity _ ->
          throw new IllegalStateException("not a table constraint: " + constraint);
    }
  }

  private void addUnique(TableDraft draft, Constraints constraints, Constraint.Unique unique) {
    Table before = table();
    constraints.prepare(unique, unique.columns());
    for (String name : unique.columns()) {
      Column column = before.column(name).orElseThrow();
      if (unique.primary() && !column.notNull()) {
        new RowValidation(ddl).notNull(before, column);
      }
    }
    constraints.addUnique(unique, unique.columns());
  }

  private void alterConstraint(AlterConstraint alter) {
    CatalogObject.Constraint c = constraint(alter.name());
    if (c.kind() != 'f') {
      throw new DatabaseException(
          SqlState.WRONG_OBJECT_TYPE,
          "constraint \"%s\" of relation \"%s\" is not a foreign key constraint"
              .formatted(c.name(), table().name()));
    }
    TableDraft draft = new TableDraft(table());
    draft.replace(
        new CatalogObject.Constraint(
            c.oid(), c.name(), c.kind(), c.attnums(), c.indexOid(), c.checkSql(), c.reference(),
            alter.timing().deferrable(), alter.timing().initiallyDeferred()));
    ddl.put(draft.table());
  }

  private void validate(CatalogObject.Constraint constraint) {
    switch (constraint.kind()) {
      case 'c' -> new RowValidation(ddl).check(table(), constraint);
      case 'f' -> new RowValidation(ddl).references(table(), constraint);
      default ->
          throw new DatabaseException(
              SqlState.WRONG_OBJECT_TYPE,
              "constraint \"%s\" of relation \"%s\" is not a foreign key or check constraint"
                  .formatted(constraint.name(), table().name()));
    }
  }

  private void dropConstraint(DropConstraint drop) {
    Table table = table();
    boolean exists = table.constraints().stream().anyMatch(c -> c.name().equals(drop.name()));
    if (!exists && drop.ifExists()) {
      ddl.notice(
          SqlState.SUCCESSFUL_COMPLETION,
          "constraint \"%s\" of relation \"%s\" does not exist, skipping"
              .formatted(drop.name(), table.name()));
      return;
    }
    DropTarget target = DropTarget.constraint(table, constraint(drop.name()));
    new DropCascade(ddl).drop(List.of(target), drop.cascade());
  }

  private void setOptions(List<Option> options) {
    TableDraft draft = new TableDraft(table());
    StorageParameters.read(options, StorageParameters.HEAP, draft.options);
    ddl.put(draft.table());
  }

  private void resetOptions(List<Option> options) {
    TableDraft draft = new TableDraft(table());
    options.forEach(option -> draft.options.remove(option.name()));
    ddl.put(draft.table());
  }

  private void setLogged(boolean logged) {
    Table t = table();
    if (t.persistence() == Persistence.TEMPORARY) {
      throw new DatabaseException(
          SqlState.INVALID_TABLE_DEFINITION,
          "cannot change logged status of table \"%s\" because it is temporary"
              .formatted(t.name()));
    }
    Persistence wanted = logged ? Persistence.PERMANENT : Persistence.UNLOGGED;
    ddl.put(
        new Table(
            t.oid(), t.schemaOid(), t.name(), t.ownerOid(), wanted, t.columns(), t.constraints(),
            t.options()));
  }

  /// The sequence of an identity column.
  static Sequence identitySequence(Ddl ddl, Table table, Column column) {
    return Relations.owned(ddl.catalog(), table.oid(), column.attnum()).getFirst();
  }
}
