package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Comment;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;

/// Builds an index anew: under another oid, with constraints and comments pointed at it.
final class IndexRebuild {
  private IndexRebuild() {}

  /// @param old what is dropped
  /// @param wanted what is built, but for its oid
  static void run(Ddl ddl, Table table, Index old, Index wanted) {
    ddl.drop(old.oid());
    create(ddl, table, old, wanted);
  }

  /// As [#run], the old index is dropped already.
  static void create(Ddl ddl, Table table, Index old, Index wanted) {
    put(ddl, old, copy(wanted, table.oid(), ddl.newOid(), wanted.name()));
  }

  /// A valid index like another.
  static Index copy(Index wanted, long tableOid, long oid, String name) {
    return new Index(
        oid, wanted.schemaOid(), name, tableOid, wanted.accessMethod(),
        wanted.unique(), wanted.primary(), wanted.nullsNotDistinct(), true, wanted.keys(),
        wanted.includedAttnums(), wanted.predicateSql(), wanted.options());
  }

  /// Puts an index in the place of one that is dropped.
  static void put(Ddl ddl, Index old, Index made) {
    long oid = made.oid();
    ddl.put(made);
    for (Table user : ddl.catalog().all(Table.class)) {
      boolean concerned =
          user.constraints().stream().anyMatch(c -> c.indexOid() == old.oid());
      if (concerned) {
        TableDraft draft = new TableDraft(user);
        draft.constraints.replaceAll(c -> c.indexOid() == old.oid() ? pointed(c, oid) : c);
        ddl.put(draft.table());
      }
    }
    for (Comment comment : ddl.catalog().all(Comment.class)) {
      if (comment.objectOid() == old.oid()) {
        ddl.put(
            new Comment(comment.oid(), comment.classOid(), oid, comment.subId(), comment.text()));
      }
    }
  }

  private static Constraint pointed(Constraint c, long indexOid) {
    return new Constraint(
        c.oid(), c.name(), c.kind(), c.attnums(), indexOid, c.checkSql(), c.reference(),
        c.deferrable(), c.initiallyDeferred());
  }
}
