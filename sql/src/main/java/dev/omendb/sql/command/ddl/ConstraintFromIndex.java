package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.statement.Constraint;
import java.util.List;

/// ADD PRIMARY KEY|UNIQUE USING INDEX: an index that is there becomes the constraint's.
final class ConstraintFromIndex {
  private final Ddl ddl;
  private final TableDraft draft;

  ConstraintFromIndex(Ddl ddl, TableDraft draft) {
    this.ddl = ddl;
    this.draft = draft;
  }

  void add(Constraint.Unique given) {
    String indexName = String.valueOf(given.usingIndex());
    Index index = find(indexName);
    requireFit(given, index);
    if (given.primary() && draft.constraints.stream().anyMatch(c -> c.kind() == 'p')) {
      throw Constraints.multiplePrimaryKeys(draft.name);
    }
    List<Integer> attnums = index.keys().stream().map(IndexKey::attnum).toList();
    Constraints.requireImmediate(given);
    if (given.primary()) {
      for (int attnum : attnums) {
        Column column = draft.columns.get(attnum - 1);
        if (!column.notNull()) {
          new RowValidation(ddl).notNull(draft.table(), column);
          draft.replace(Columns.notNull(column, true));
        }
      }
    }
    String name = given.name() == null ? index.name() : given.name();
    if (!name.equals(index.name())) {
      ddl.notice(
          SqlState.SUCCESSFUL_COMPLETION,
          "ALTER TABLE / ADD CONSTRAINT USING INDEX will rename index \"%s\" to \"%s\""
              .formatted(index.name(), name));
      ddl.relations().require(draft.schemaOid, name);
    }
    draft.constraints.add(
        new CatalogObject.Constraint(
            ddl.newOid(), name, given.primary() ? 'p' : 'u', attnums, index.oid(), null, null,
            given.timing().deferrable(), given.timing().initiallyDeferred()));
    ddl.put(draft.table());
    ddl.put(
        new Index(
            index.oid(), index.schemaOid(), name, index.tableOid(), index.accessMethod(), true,
            given.primary(), index.nullsNotDistinct(), true, index.keys(),
            index.includedAttnums(), null, index.options()));
  }

  private Index find(String name) {
    return ddl.catalog().indexes(draft.oid).stream()
        .filter(i -> i.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ddl.catalog().relation(draft.schemaOid, name).isPresent()
                    ? new DatabaseException(
                        SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                        "index \"%s\" does not belong to table \"%s\""
                            .formatted(name, draft.name))
                    : Relations.undefined("index", name));
  }

  private void requireFit(Constraint.Unique given, Index index) {
    if (draft.constraints.stream()
        .anyMatch(c -> c.indexOid() == index.oid() && c.kind() != 'f')) {
      throw new DatabaseException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "index \"" + index.name() + "\" is already associated with a constraint");
    }
    String kind = given.primary() ? "primary key" : "unique constraint";
    String detail = "Cannot create a primary key or unique constraint using such an index.";
    if (!index.unique()) {
      throw new DatabaseException(
              SqlState.WRONG_OBJECT_TYPE, "\"" + index.name() + "\" is not a unique index")
          .detail(detail);
    }
    if (index.predicateSql() != null) {
      throw new DatabaseException(
              SqlState.WRONG_OBJECT_TYPE, "\"" + index.name() + "\" is a partial index")
          .detail(detail);
    }
    if (index.keys().stream().anyMatch(k -> k.attnum() == 0)) {
      throw new DatabaseException(
              SqlState.WRONG_OBJECT_TYPE,
              "index \"" + index.name() + "\" contains expressions")
          .detail(detail);
    }
    if (index.keys().stream().anyMatch(k -> k.descending() || k.nullsFirst())) {
      throw new DatabaseException(
              SqlState.WRONG_OBJECT_TYPE,
              "index \"%s\" column number 1 does not have default sorting behavior"
                  .formatted(index.name()))
          .detail(detail.replace("primary key or unique constraint", kind));
    }
  }
}
