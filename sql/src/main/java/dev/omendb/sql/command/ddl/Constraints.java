package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.statement.Constraint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Adds CHECK, UNIQUE and PRIMARY KEY constraints to a table. Owned by one statement.
final class Constraints {
  private final Ddl ddl;
  private final TableDraft draft;

  Constraints(Ddl ddl, TableDraft draft) {
    this.ddl = ddl;
    this.draft = draft;
  }

  /// Errors: 42710, those of the expression.
  dev.omendb.engine.catalog.CatalogObject.Constraint addCheck(Constraint.Check given) {
    Table table = draft.table();
    String sql = new StoredText(ddl).check(table, given.expression());
    List<Integer> attnums = columnsOf(table, given);
    String name = given.name();
    if (name == null) {
      String only = attnums.size() == 1 ? table.column(attnums.getFirst()).name() : null;
      name = choose(only, "check");
    } else {
      requireFree(name);
    }
    var made = constraint(name, 'c', attnums, 0, sql, given.timing());
    draft.constraints.add(made);
    return made;
  }

  private static List<Integer> columnsOf(Table table, Constraint.Check given) {
    TreeSet<Integer> attnums = new TreeSet<>();
    given
        .expression()
        .accept(
            new SqlBasicVisitor<Void>() {
              @Override
              public Void visit(SqlIdentifier identifier) {
                table
                    .column(identifier.names.getLast())
                    .ifPresent(column -> attnums.add(column.attnum()));
                return null;
              }
            });
    return new ArrayList<>(attnums);
  }

  private dev.omendb.engine.catalog.CatalogObject.Constraint constraint(
      String name,
      char kind,
      List<Integer> attnums,
      long indexOid,
      @Nullable String checkSql,
      Constraint.Timing timing) {
    return new dev.omendb.engine.catalog.CatalogObject.Constraint(
        ddl.newOid(),
        name,
        kind,
        attnums,
        indexOid,
        checkSql,
        null,
        timing.deferrable(),
        timing.initiallyDeferred());
  }

  /// Marks a primary key's columns NOT NULL and checks the column list. Errors: 42703, 42701,
  /// 42P16.
  void prepare(Constraint.Unique given, List<String> columns) {
    if (given.primary() && draft.constraints.stream().anyMatch(c -> c.kind() == 'p')) {
      throw multiplePrimaryKeys(draft.name).position(given.position());
    }
    List<String> seen = new ArrayList<>();
    for (String name : columns) {
      Column column =
          draft
              .column(name)
              .orElseThrow(
                  () ->
                      new DatabaseException(
                              SqlState.UNDEFINED_COLUMN,
                              "column \"" + name + "\" named in key does not exist")
                          .position(given.position()));
      if (seen.contains(name)) {
        throw new DatabaseException(
                SqlState.DUPLICATE_COLUMN,
                "column \"%s\" appears twice in %s constraint"
                    .formatted(name, given.primary() ? "primary key" : "unique"))
            .position(given.position());
      }
      seen.add(name);
      if (given.primary() && !column.notNull()) {
        draft.replace(Columns.notNull(column, true));
      }
    }
  }

  static DatabaseException multiplePrimaryKeys(String table) {
    return new DatabaseException(
        SqlState.INVALID_TABLE_DEFINITION,
        "multiple primary keys for table \"" + table + "\" are not allowed");
  }

  /// Adds the constraint and creates its index over the table, which must be in the catalog.
  void addUnique(Constraint.Unique given, List<String> columns) {
    requireImmediate(given);
    Table table = draft.table();
    IndexDefinition definition = new IndexDefinition(ddl, table, "btree");
    for (String name : columns) {
      definition.addColumn(table.column(name).orElseThrow());
    }
    List<String> keyNames = List.copyOf(definition.keyNames);
    given.include().forEach(definition::include);
    String name = given.name();
    if (name == null) {
      name =
          given.primary()
              ? choose(null, "pkey")
              : choose(ObjectNames.columns(definition.keyNames), "key");
    } else {
      requireFree(name);
    }
    ddl.relations().require(draft.schemaOid, name);
    Map<String, String> options = new LinkedHashMap<>();
    StorageParameters.read(given.options(), StorageParameters.BTREE, options);
    Index index =
        definition.build(
            ddl.newOid(), name, true, given.primary(), given.nullsNotDistinct(), null, options);
    List<Integer> attnums =
        keyNames.stream().map(n -> table.column(n).orElseThrow().attnum()).toList();
    draft.constraints.add(
        constraint(
            name, given.primary() ? 'p' : 'u', attnums, index.oid(), null, given.timing()));
    ddl.put(draft.table());
    ddl.put(index);
  }

  /// Unique indexes check each row as it comes.
  static void requireImmediate(Constraint.Unique given) {
    if (given.timing().deferrable()) {
      throw DatabaseException.unsupported(
          (given.primary() ? "a primary key" : "a unique constraint") + " that is DEFERRABLE");
    }
  }

  /// A free name `table_second_label`.
  String choose(@Nullable String second, String label) {
    return ObjectNames.choose(
        draft.name,
        second,
        label,
        name ->
            has(name)
                || ddl.relations().isConstraint(draft.schemaOid, name)
                || !label.equals("check")
                    && !label.equals("fkey")
                    && ddl.relations().isTaken(draft.schemaOid, name));
  }

  private boolean has(String name) {
    return draft.constraints.stream().anyMatch(c -> c.name().equals(name));
  }

  /// Errors: 42710.
  void requireFree(String name) {
    if (has(name)) {
      throw new DatabaseException(
          SqlState.DUPLICATE_OBJECT,
          "constraint \"%s\" for relation \"%s\" already exists".formatted(name, draft.name));
    }
  }
}
