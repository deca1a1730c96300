package dev.omendb.engine.storage;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.lock.LockOwner;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.RowLock;
import dev.omendb.engine.lock.TableLock;

/// One unit of work. Confined to its session's thread at a time (cancel may come from another).
public interface Transaction extends AutoCloseable {
  /// Unique since the data folder was made; for pg_locks, txid_current.
  long id();

  /// The catalog this transaction sees: the latest committed one with its own changes on top.
  Catalog catalog();

  void change(CatalogChange change);

  /// Takes a new snapshot: READ COMMITTED does so before each statement. A fixed snapshot stays as
  /// it is once something was read at it.
  void refreshSnapshot();

  /// Commit timestamp the snapshot was taken at.
  long snapshotTimestamp();

  /// The table at this transaction's snapshot with its own writes. Close it when the statement
  /// ends: it pins the segments it reads.
  TableReader read(long tableOid);

  /// Appends rows: one column per column of the table, in attnum order, dropped ones included (all
  /// NULL). Checks unique indexes, waiting for a transaction in doubt as PostgreSQL does.
  /// Errors: 23505 with PostgreSQL's message, detail and constraint name.
  ///
  /// @param rowIds receives the new rows' ids when not null
  void insert(long tableOid, Batch rows, long @org.jspecify.annotations.Nullable [] rowIds);

  /// Deletes rows this transaction sees and has locked with [#lockRows].
  void delete(long tableOid, long[] rowIds, int count);

  /// Replaces rows this transaction sees and has locked. `changedAttnums` names the columns whose
  /// values may differ, so that indexes over others need no work.
  void update(long tableOid, long[] rowIds, int count, Batch newRows, int[] changedAttnums);

  /// Locks rows for writing, waiting for other writers. For each row: unchanged since the snapshot
  /// -> its id stays; changed by a commit since -> READ COMMITTED gets the id of the newest version
  /// (negated minus one, so that the caller re-checks its WHERE), or -1 in `rowIds` with
  /// `Long.MIN_VALUE` when it was deleted. Under a fixed snapshot a change raises 40001 `could not
  /// serialize access due to concurrent update`. Errors: 40P01, 55P03 (NOWAIT), 57014.
  ///
  /// @return true when any id in `rowIds` changed
  boolean lockRows(long tableOid, long[] rowIds, int count, RowLock mode, LockWait wait);

  /// Locks a table until the transaction ends; DDL takes ACCESS_EXCLUSIVE.
  void lockTable(long tableOid, TableLock mode, LockWait wait);

  /// Holds a name or any other key against concurrent transactions until the end.
  void lockKey(String key);

  /// READ COMMITTED (false) or a fixed snapshot (true).
  void setFixedSnapshot(boolean fixed);

  /// Removes all rows; transactional. A reader opened before still sees them, so that a table is
  /// rewritten by opening a reader, truncating, changing the table's definition, and inserting what
  /// the reader shows.
  void truncate(long tableOid);

  /// A mark to which [#rollbackTo] can return; marks nest.
  int savepoint();

  void rollbackTo(int savepoint);

  /// Forgets a mark and those after it, and keeps what was done since.
  void release(int savepoint);

  /// True when there is nothing to log.
  boolean isReadOnly();

  /// Whether [#commit] has nothing to wait for, or nothing but one sync that is expected to be
  /// quick: few changes, no other session that has committed of late, and a disk that was fast last
  /// time. A thread that serves others may do it then.
  boolean commitsShort();

  /// Logs, makes durable, makes visible. After an exception nothing of it is visible.
  void commit();

  void rollback();

  /// Gives an index what its table held when it was made. It was made not valid, and committed
  /// since: it takes in later commits already, and these go on meanwhile. The caller keeps a
  /// transaction open that began before the index was committed.
  /// Errors: 57014.
  void fillIndex(long indexOid);

  /// Interrupts waits of this transaction: they raise 57014.
  void cancel();

  /// Forgets a cancel: a new statement begins.
  void resetCancel();

  /// Whether it may wait for locks; when not, it raises [dev.omendb.engine.error.HandOver] instead.
  void setMayWait(boolean value);

  /// This transaction as a holder of locks, for lock_timeout and advisory locks.
  LockOwner lockOwner();

  /// Rolls back unless committed.
  @Override
  void close();
}
