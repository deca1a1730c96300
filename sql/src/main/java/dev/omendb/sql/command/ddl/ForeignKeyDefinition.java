package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Persistence;
import dev.omendb.engine.catalog.CatalogObject.Reference;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.TableLock;
import dev.omendb.sql.parse.statement.Constraint;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Adds FOREIGN KEY constraints to a table (PostgreSQL's ATAddForeignKeyConstraint). Owned by one
/// statement.
final class ForeignKeyDefinition {
  private final Ddl ddl;
  private final TableDraft draft;

  ForeignKeyDefinition(Ddl ddl, TableDraft draft) {
    this.ddl = ddl;
    this.draft = draft;
  }

  /// A column's REFERENCES as a constraint of the table.
  static Constraint.ForeignKey of(Constraint.ForeignKey c, String column) {
    return new Constraint.ForeignKey(
        c.name(), List.of(column), c.table(), c.referenced(), c.match(), c.onDelete(),
        c.setColumns(), c.onUpdate(), c.timing(), c.position());
  }

  /// Errors: 42P01, 42703, 42830, 42804, 42704.
  CatalogObject.Constraint add(Constraint.ForeignKey given) {
    requireSupported(given);
    Table referenced = referencedTable(given);
    List<Integer> columns =
        given.columns().stream().map(name -> column(draft.table(), name).attnum()).toList();
    Index index = index(given, referenced);
    List<Integer> keys =
        given.referenced().isEmpty()
            ? index.keys().stream().map(IndexKey::attnum).toList()
            : given.referenced().stream().map(n -> column(referenced, n).attnum()).toList();
    if (keys.size() != columns.size()) {
      throw disagree();
    }
    String name = given.name();
    if (name == null) {
      name = new Constraints(ddl, draft).choose(ObjectNames.columns(given.columns()), "fkey");
    } else {
      new Constraints(ddl, draft).requireFree(name);
    }
    for (int i = 0; i < keys.size(); i++) {
      requireComparable(
          name, draft.columns.get(columns.get(i) - 1), referenced.column(keys.get(i)));
    }
    requireUpdatable(given, columns);
    CatalogObject.Constraint made =
        new CatalogObject.Constraint(
            ddl.newOid(),
            name,
            'f',
            columns,
            index.oid(),
            null,
            new Reference(
                referenced.oid(),
                keys,
                code(given.onUpdate()),
                code(given.onDelete()),
                given.match() == Constraint.Match.FULL ? 'f' : 's'),
            given.timing().deferrable(),
            given.timing().initiallyDeferred());
    draft.constraints.add(made);
    return made;
  }

  private static void requireSupported(Constraint.ForeignKey given) {
    if (given.match() == Constraint.Match.PARTIAL) {
      throw new DatabaseException(
              SqlState.FEATURE_NOT_SUPPORTED, "MATCH PARTIAL not yet implemented")
          .position(given.position());
    }
    if (!given.setColumns().isEmpty()) {
      throw DatabaseException.unsupported("a column list of ON DELETE SET");
    }
  }

  private Table referencedTable(Constraint.ForeignKey given) {
    CatalogObject found = ddl.relations().relation(given.table());
    if (!(found instanceof Table table)) {
      throw new DatabaseException(
          SqlState.WRONG_OBJECT_TYPE,
          "referenced relation \"" + given.table().name() + "\" is not a table");
    }
    if (table.oid() != draft.oid) {
      ddl.transaction().lockTable(table.oid(), TableLock.SHARE_ROW_EXCLUSIVE, LockWait.WAIT);
    }
    boolean temporary = draft.persistence == Persistence.TEMPORARY;
    if (temporary != (table.persistence() == Persistence.TEMPORARY)) {
      throw new DatabaseException(
          SqlState.INVALID_TABLE_DEFINITION,
          temporary
              ? "constraints on temporary tables may reference only temporary tables"
              : "constraints on permanent tables may reference only permanent tables");
    }
    return table.oid() == draft.oid ? draft.table() : table;
  }

  private static Column column(Table table, String name) {
    return table
        .column(name)
        .orElseThrow(
            () ->
                new DatabaseException(
                    SqlState.UNDEFINED_COLUMN,
                    "column \"%s\" referenced in foreign key constraint does not exist"
                        .formatted(name)));
  }

  private Index index(Constraint.ForeignKey given, Table referenced) {
    if (given.referenced().isEmpty()) {
      return ddl.catalog().indexes(referenced.oid()).stream()
          .filter(Index::primary)
          .findFirst()
          .orElseThrow(
              () ->
                  new DatabaseException(
                      SqlState.UNDEFINED_OBJECT,
                      "there is no primary key for referenced table \"%s\""
                          .formatted(referenced.name())));
    }
    List<Integer> wanted = new ArrayList<>();
    for (String name : given.referenced()) {
      int attnum = column(referenced, name).attnum();
      if (wanted.contains(attnum)) {
        throw new DatabaseException(
            SqlState.INVALID_FOREIGN_KEY,
            "foreign key referenced-columns list must not contain duplicates");
      }
      wanted.add(attnum);
    }
    for (Index index : ddl.catalog().indexes(referenced.oid())) {
      boolean plain = index.unique() && index.predicateSql() == null;
      List<Integer> attnums = index.keys().stream().map(IndexKey::attnum).toList();
      if (plain
          && attnums.size() == wanted.size()
          && new HashSet<>(attnums).equals(new HashSet<>(wanted))) {
        return index;
      }
    }
    throw new DatabaseException(
        SqlState.INVALID_FOREIGN_KEY,
        "there is no unique constraint matching given keys for referenced table \"%s\""
            .formatted(referenced.name()));
  }

  private static DatabaseException disagree() {
    return new DatabaseException(
        SqlState.INVALID_FOREIGN_KEY,
        "number of referencing and referenced columns for foreign key disagree");
  }

  /// Values of both columns must have the same key bytes.
  private void requireComparable(String constraint, Column column, Column key) {
    PgType type = ddl.type(column.typeOid());
    PgType keyType = ddl.type(key.typeOid());
    boolean same =
        type.oid() == keyType.oid()
            || SequenceDefinition.isInteger(type.oid())
                && SequenceDefinition.isInteger(keyType.oid())
            || isText(type) && isText(keyType);
    if (same) {
      return;
    }
    if (type.info().category() == keyType.info().category() && type.info().category() == 'N') {
      throw DatabaseException.unsupported(
          "a foreign key from %s to %s"
              .formatted(type.displayName(-1), keyType.displayName(-1)));
    }
    throw new DatabaseException(
            SqlState.DATATYPE_MISMATCH,
            "foreign key constraint \"" + constraint + "\" cannot be implemented")
        .detail(
            "Key columns \"%s\" and \"%s\" are of incompatible types: %s and %s."
                .formatted(
                    column.name(),
                    key.name(),
                    type.displayName(column.typmod()),
                    keyType.displayName(key.typmod())));
  }

  private static boolean isText(PgType type) {
    return type.name().equals("text") || type.name().equals("varchar");
  }

  /// Errors: 42611 for actions that would write a generated column.
  private void requireUpdatable(Constraint.ForeignKey given, List<Integer> columns) {
    for (int attnum : columns) {
      if (draft.columns.get(attnum - 1).generated() == 0) {
        continue;
      }
      requireNoWrite(given.onUpdate(), "ON UPDATE", given.onUpdate() == Constraint.Action.CASCADE);
      requireNoWrite(given.onDelete(), "ON DELETE", false);
    }
  }

  private static void requireNoWrite(Constraint.Action action, String event, boolean cascade) {
    boolean writes =
        action == Constraint.Action.SET_NULL || action == Constraint.Action.SET_DEFAULT || cascade;
    if (writes) {
      throw new DatabaseException(
          SqlState.SYNTAX_ERROR,
          "invalid %s action for foreign key constraint containing generated column"
              .formatted(event));
    }
  }

  private static char code(Constraint.Action action) {
    return switch (action) {
      case NO_ACTION -> 'a';
      case RESTRICT -> 'r';
      case CASCADE -> 'c';
      case SET_NULL -> 'n';
      case SET_DEFAULT -> 'd';
    };
  }
}
