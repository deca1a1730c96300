package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.TableLock;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.sql.plan.VectorIndexes;

/// CREATE and REINDEX … CONCURRENTLY, of the indexes that can be filled while rows are committed:
/// the index begins to take in commits, is filled with what was there before, and may be used. Each
/// step is a transaction. When the second fails the index stays, not valid, as in PostgreSQL.
final class IndexBesideWriters {
  /// What PostgreSQL adds to the name of an index that is to replace another.
  private static final String NEW = "ccnew";

  private final Ddl ddl;

  IndexBesideWriters(Ddl ddl) {
    this.ddl = ddl;
  }

  /// Others are built with writers locked out, as without CONCURRENTLY.
  static boolean isPossible(String accessMethod) {
    return VectorIndexes.isVectorMethod(accessMethod);
  }

  void create(Index index) {
    fill(index);
    if (ddl.catalog().find(index.oid()).isPresent()) {
      ddl.put(index);
    }
  }

  /// The new index takes the old one's name when it is complete; until then searches use the old.
  void rebuild(Index old) {
    Table table = ddl.catalog().find(Table.class, old.tableOid()).orElseThrow();
    lock(table.oid());
    String name =
        ObjectNames.choose(
            old.name(), null, NEW, taken -> ddl.relations().isTaken(old.schemaOid(), taken));
    Index made = IndexRebuild.copy(old, table.oid(), ddl.newOid(), name);
    fill(made);
    ddl.lockExclusive(table);
    boolean oldIsThere = ddl.catalog().find(old.oid()).isPresent();
    if (!oldIsThere) {
      ddl.drop(made.oid());
    } else if (ddl.catalog().find(made.oid()).isPresent()) {
      ddl.drop(old.oid());
      IndexRebuild.put(ddl, old, IndexRebuild.copy(old, table.oid(), made.oid(), old.name()));
    }
  }

  private void fill(Index index) {
    try (Transaction before = ddl.session().database().storage().begin(0)) {
      ddl.put(index.withValid(false));
      ddl.session().transaction().commit();
      ddl.session().context().checkCancelled();
      lock(index.tableOid());
      ddl.transaction().fillIndex(index.oid());
    }
  }

  private void lock(long tableOid) {
    ddl.transaction().lockTable(tableOid, TableLock.SHARE_UPDATE_EXCLUSIVE, LockWait.WAIT);
  }
}
