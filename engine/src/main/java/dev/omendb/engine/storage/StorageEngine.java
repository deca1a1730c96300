package dev.omendb.engine.storage;

import dev.omendb.engine.catalog.Catalog;

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
  Transaction begin();

  /// A new oid, never handed out before, crashes included.
  long nextOid();

  /// Sequence values; not transactional, as in PostgreSQL.
  Sequences sequences();

  /// Writes everything committed so far into segment files and a new manifest, and truncates the
  /// log.
  void checkpoint();

  @Override
  void close();
}
