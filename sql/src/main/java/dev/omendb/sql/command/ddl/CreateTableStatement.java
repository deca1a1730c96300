package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Persistence;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.statement.Constraint;
import dev.omendb.sql.parse.statement.CreateTable;
import dev.omendb.sql.parse.statement.TableElement;
import java.util.ArrayList;
import java.util.List;

/// CREATE TABLE: columns, then expressions, then the table, then its keys, then its references.
final class CreateTableStatement {
  /// MaxHeapAttributeNumber.
  private static final int MAX_COLUMNS = 1600;

  private final Ddl ddl;
  private final List<ColumnDefinition> definitions = new ArrayList<>();
  private final List<Key> keys = new ArrayList<>();
  private final List<Constraint.Check> checks = new ArrayList<>();
  private final List<Constraint.ForeignKey> references = new ArrayList<>();
  private final List<LikeTable> likes = new ArrayList<>();

  CreateTableStatement(Ddl ddl) {
    this.ddl = ddl;
  }

  /// A UNIQUE or PRIMARY KEY with its columns.
  private record Key(Constraint.Unique constraint, List<String> columns) {}

  String run(CreateTable statement) {
    boolean temporary = statement.persistence() == CreateTable.Persistence.TEMPORARY;
    long schema = ddl.relations().creationSchema(statement.name(), temporary);
    String name = statement.name().name();
    requireOptions(statement, temporary || isTemporary(schema));
    if (!ddl.relations().claim(schema, name)) {
      if (statement.ifNotExists()) {
        ddl.notice(
            SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists, skipping");
        return "CREATE TABLE";
      }
      throw Relations.exists(name);
    }
    TableDraft draft =
        new TableDraft(
            ddl.newOid(), schema, name, ddl.ownerOid(), persistence(statement, schema));
    TemporaryTables.remember(ddl, draft.oid, statement.onCommit());
    StorageParameters.read(statement.options(), StorageParameters.HEAP, draft.options);
    for (TableElement element : statement.elements()) {
      add(draft, element);
    }
    if (draft.columns.size() > MAX_COLUMNS) {
      throw new DatabaseException(
          SqlState.TOO_MANY_COLUMNS, "tables can have at most " + MAX_COLUMNS + " columns");
    }
    create(draft);
    return "CREATE TABLE";
  }

  private static void requireOptions(CreateTable statement, boolean temporary) {
    if (statement.onCommit() != CreateTable.OnCommit.PRESERVE_ROWS && !temporary) {
      throw new DatabaseException(
          SqlState.INVALID_TABLE_DEFINITION, "ON COMMIT can only be used on temporary tables");
    }
    String method = statement.accessMethod();
    if (method != null && !method.equals("heap")) {
      throw Relations.undefined("access method", method);
    }
    Tablespaces.require(statement.tablespace());
  }

  private boolean isTemporary(long schema) {
    return ddl.catalog()
        .find(dev.omendb.engine.catalog.CatalogObject.Schema.class, schema)
        .map(TemporarySchema::isTemporary)
        .orElse(false);
  }

  private Persistence persistence(CreateTable statement, long schema) {
    if (isTemporary(schema)) {
      return Persistence.TEMPORARY;
    }
    return statement.persistence() == CreateTable.Persistence.UNLOGGED
        ? Persistence.UNLOGGED
        : Persistence.PERMANENT;
  }

  private void add(TableDraft draft, TableElement element) {
    switch (element) {
      case TableElement.Column column -> {
        ColumnDefinition definition = new ColumnDefinition(ddl, draft, column);
        definition.add();
        definitions.add(definition);
        column.constraints().forEach(constraint -> collect(constraint, column.name()));
      }
      case TableElement.TableConstraint constraint -> collect(constraint.constraint(), null);
      case TableElement.Like like -> {
        LikeTable copied = new LikeTable(ddl, like);
        copied.addColumns(draft);
        likes.add(copied);
      }
    }
  }

  /// @param column the column a constraint stands at, or null
  private void collect(Constraint constraint, @org.jspecify.annotations.Nullable String column) {
    switch (constraint) {
      case Constraint.Unique unique ->
          keys.add(new Key(unique, column == null ? unique.columns() : List.of(column)));
      case Constraint.Check check -> checks.add(check);
      case Constraint.ForeignKey reference ->
          references.add(
              column == null ? reference : ForeignKeyDefinition.of(reference, column));
      case Constraint.Nullability _,
          Constraint.Default _,
          Constraint.Generated _,
          Constraint.Identity _ -> {}
    }
  }

  private void create(TableDraft draft) {
    Constraints constraints = new Constraints(ddl, draft);
    for (Key key : keys) {
      requireOnePrimary(draft, key);
      constraints.prepare(key.constraint(), key.columns());
    }
    definitions.forEach(ColumnDefinition::addExpressions);
    // PostgreSQL names the constraints the user named first.
    checks.stream().filter(c -> c.name() != null).forEach(constraints::addCheck);
    checks.stream().filter(c -> c.name() == null).forEach(constraints::addCheck);
    likes.forEach(like -> like.addChecks(draft));
    ddl.put(draft.table());
    for (Key key : keys) {
      if (key.constraint().primary()) {
        constraints.addUnique(key.constraint(), key.columns());
      }
    }
    for (Key key : keys) {
      if (!key.constraint().primary()) {
        constraints.addUnique(key.constraint(), key.columns());
      }
    }
    likes.forEach(like -> like.addIndexes(draft));
    for (Constraint.ForeignKey reference : references) {
      new ForeignKeyDefinition(ddl, draft).add(reference);
      ddl.put(draft.table());
    }
  }

  private void requireOnePrimary(TableDraft draft, Key key) {
    boolean second =
        key.constraint().primary()
            && keys.stream().filter(k -> k.constraint().primary()).findFirst().orElseThrow() != key;
    if (second) {
      throw Constraints.multiplePrimaryKeys(draft.name).position(key.constraint().position());
    }
  }
}
