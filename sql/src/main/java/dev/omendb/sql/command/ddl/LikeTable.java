package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Comment;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.StoredExpressions;
import dev.omendb.sql.parse.statement.TableElement;
import dev.omendb.sql.parse.statement.TableElement.LikeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// LIKE source INCLUDING … in CREATE TABLE. For one clause of one statement.
final class LikeTable {
  private final Ddl ddl;
  private final Set<LikeKind> including;
  private final List<Column> columns;
  private final @Nullable Table source;

  /// Errors: 42P01, 42809.
  LikeTable(Ddl ddl, TableElement.Like like) {
    this.ddl = ddl;
    this.including = like.including();
    CatalogObject found =
        ddl.relations()
            .find(like.table(), false)
            .orElseThrow(
                () ->
                    Relations.undefined("relation", like.table().toString())
                        .position(like.table().position()));
    this.source = found instanceof Table table ? table : null;
    this.columns =
        switch (found) {
          case Table table -> table.columns();
          case View view -> view.columns();
          default ->
              throw new DatabaseException(
                      SqlState.WRONG_OBJECT_TYPE,
                      "relation \"%s\" is invalid in LIKE clause"
                          .formatted(like.table().name()))
                  .detail(
                      "This operation is not supported for "
                          + Relations.kindOf(found)
                          + (found instanceof Index ? "es." : "s."))
                  .position(like.table().position());
        };
  }

  void addColumns(TableDraft draft) {
    for (Column column : columns) {
      if (column.dropped()) {
        continue;
      }
      if (draft.column(column.name()).isPresent()) {
        throw new DatabaseException(
            SqlState.DUPLICATE_COLUMN,
            "column \"" + column.name() + "\" specified more than once");
      }
      addColumn(draft, column);
    }
  }

  private void addColumn(TableDraft draft, Column column) {
    Column copy = Columns.missing(Columns.moved(column, draft.columns.size() + 1), null);
    boolean generated = column.generated() != 0;
    boolean keepsDefault =
        including.contains(generated ? LikeKind.GENERATED : LikeKind.DEFAULTS);
    if (!keepsDefault) {
      copy = Columns.generated(copy, '\0', null);
    }
    boolean identity = column.identity() != 0 && including.contains(LikeKind.IDENTITY);
    if (column.identity() != 0 && !identity) {
      copy = Columns.identity(copy, '\0');
    }
    draft.columns.add(copy);
    if (identity && source != null) {
      copySequence(draft, copy, AlterTableStatement.identitySequence(ddl, source, column));
    }
  }

  private void copySequence(TableDraft draft, Column column, Sequence like) {
    String name =
        ObjectNames.choose(
            draft.name,
            column.name(),
            "seq",
            taken -> ddl.relations().isTaken(draft.schemaOid, taken));
    ddl.relations().require(draft.schemaOid, name);
    ddl.put(
        new Sequence(
            ddl.newOid(), draft.schemaOid, name, draft.ownerOid, like.typeOid(), like.start(),
            like.increment(), like.minimum(), like.maximum(), like.cache(), like.cycle(),
            draft.oid, column.attnum()));
  }

  void addChecks(TableDraft draft) {
    if (source == null || !including.contains(LikeKind.CONSTRAINTS)) {
      return;
    }
    for (Constraint constraint : source.constraints()) {
      if (constraint.kind() == 'c') {
        new Constraints(ddl, draft).requireFree(constraint.name());
        long oid = ddl.newOid();
        draft.constraints.add(
            new Constraint(
                oid, constraint.name(), 'c', moved(draft, constraint.attnums()), 0,
                constraint.checkSql(), null, false, false));
        copyComment(constraint.oid(), 0, oid, 0);
      }
    }
  }

  private List<Integer> moved(TableDraft draft, List<Integer> attnums) {
    List<Integer> moved = new ArrayList<>();
    for (int attnum : attnums) {
      moved.add(draft.column(columns.get(attnum - 1).name()).orElseThrow().attnum());
    }
    return moved;
  }

  /// Copies indexes, with the constraints some belong to, under new names. The table is in the
  /// catalog.
  void addIndexes(TableDraft draft) {
    if (source == null) {
      return;
    }
    if (including.contains(LikeKind.INDEXES)) {
      for (Index index : ddl.catalog().indexes(source.oid())) {
        copyIndex(draft, index);
      }
    }
    for (Column column : columns) {
      if (!column.dropped()) {
        int attnum = moved(draft, List.of(column.attnum())).getFirst();
        copyComment(source.oid(), column.attnum(), draft.oid, attnum);
      }
    }
  }

  private void copyIndex(TableDraft draft, Index like) {
    Constraint constraint =
        source == null
            ? null
            : source.constraints().stream()
                .filter(c -> c.indexOid() == like.oid() && c.kind() != 'f')
                .findFirst()
                .orElse(null);
    List<String> names = new ArrayList<>();
    List<IndexKey> keys = new ArrayList<>();
    for (IndexKey key : like.keys()) {
      int attnum = key.attnum() == 0 ? 0 : moved(draft, List.of(key.attnum())).getFirst();
      String name =
          attnum == 0
              ? IndexDefinition.nameOf(StoredExpressions.parse(key.expressionSql()))
              : draft.columns.get(attnum - 1).name();
      names.add(name);
      keys.add(
          new IndexKey(
              attnum, key.expressionSql(), key.typeOid(), key.typmod(), key.storage(),
              key.opclassOid(), key.descending(), key.nullsFirst()));
    }
    for (int attnum : like.includedAttnums()) {
      names.add(columns.get(attnum - 1).name());
    }
    String label = constraint == null ? "idx" : like.primary() ? "pkey" : "key";
    String name =
        new Constraints(ddl, draft)
            .choose(like.primary() ? null : ObjectNames.columns(names), label);
    ddl.relations().require(draft.schemaOid, name);
    Index made =
        new Index(
            ddl.newOid(), draft.schemaOid, name, draft.oid, like.accessMethod(), like.unique(),
            like.primary(), like.nullsNotDistinct(), true, keys,
            moved(draft, like.includedAttnums()), like.predicateSql(), like.options());
    if (constraint != null) {
      if (like.primary() && draft.constraints.stream().anyMatch(c -> c.kind() == 'p')) {
        throw Constraints.multiplePrimaryKeys(draft.name);
      }
      long oid = ddl.newOid();
      draft.constraints.add(
          new Constraint(
              oid, name, constraint.kind(), moved(draft, constraint.attnums()),
              made.oid(), null, null, constraint.deferrable(), constraint.initiallyDeferred()));
      ddl.put(draft.table());
      copyComment(constraint.oid(), 0, oid, 0);
    }
    ddl.put(made);
    copyComment(like.oid(), 0, made.oid(), 0);
  }

  private void copyComment(long fromOid, int fromSubId, long toOid, int toSubId) {
    if (!including.contains(LikeKind.COMMENTS)) {
      return;
    }
    for (Comment comment : ddl.catalog().all(Comment.class)) {
      if (comment.objectOid() == fromOid && comment.subId() == fromSubId) {
        ddl.put(new Comment(ddl.newOid(), comment.classOid(), toOid, toSubId, comment.text()));
      }
    }
  }
}
