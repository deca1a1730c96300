package dev.omendb.engine.storage;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.index.IndexBuilds;
import dev.omendb.engine.lock.LockTable;

/// Keeps tables. Implementations: `SegmentStorage` (durable, columnar, WAL) and `MemoryStorage`
/// (temporary tables, tests, the oracle of randomised tests). Thread-safe.
///
/// Concurrency: multi-version. A transaction's writes are private until [Transaction#commit] has
/// logged them as one batch and made it durable; then they become visible at once. Readers never
/// block.
public interface StorageEngine extends AutoCloseable {
  /// The latest committed catalog; immutable.
  Catalog catalog();

  /// Starts a transaction whose first snapshot is now.
  ///
  /// @param processId the session as clients know it: sessions of one id never wait for each other;
  ///     0: none, the transaction stands for itself
  Transaction begin(int processId);

  /// As [#begin(int)], for work without a session.
  default Transaction begin() {
    return begin(0);
  }

  /// Locks beyond those transactions take themselves: advisory ones, and pg_locks.
  LockTable locks();

  /// A new oid, never handed out before, crashes included.
  long nextOid();

  /// The builds of indexes that run.
  IndexBuilds indexBuilds();

  /// Sequence values; not transactional, as in PostgreSQL.
  Sequences sequences();

  /// Writes everything committed so far into segment files and a new manifest, and truncates the
  /// log.
  void checkpoint();

  /// Gives back the room of rows that nobody can see any more, as far as it is worthwhile.
  void vacuum();

  /// Bytes of a table's rows, in memory and files; 0 for one that is not committed.
  long tableBytes(long tableOid);

  /// Bytes an index holds beside its table's rows, in memory and files; 0 for one that is not
  /// committed.
  long indexBytes(long tableOid, long indexOid);

  /// Live rows of a table, for planning and statistics.
  long tableRows(long tableOid);

  @Override
  void close();
}
