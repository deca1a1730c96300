package dev.omendb.engine.log;

import net.openhft.chronicle.bytes.Bytes;

/// An ordered, durable list of records, whatever they mean. Thread-safe. Implementations:
/// [FileCommitLog] on this machine's disk, [MemoryCommitLog] for temporary data and tests; a
/// replicated one is the seam for scale-out.
///
/// After a failed write or sync the log refuses further records: nobody knows what the disk holds,
/// and only a restart finds out. A full disk found before anything was written harms nothing.
public interface CommitLog extends AutoCloseable {
  /// Adds a record, not durable yet; the bytes are copied.
  ///
  /// @param partition 0 until scale-out
  /// @param payload read from its read position to its read limit, which stay as they are
  Lsn append(int partition, Bytes<?> payload);

  /// Waits until the record and all before it survive a crash. Callers that wait together share one
  /// sync.
  void awaitDurable(Lsn lsn);

  /// Makes everything appended so far durable.
  default void sync() {
    awaitDurable(lastLsn());
  }

  /// How long the last write and sync together took; MAX_VALUE before the first.
  long lastSyncNanos();

  /// The last record appended; entry 0 when there never was one.
  Lsn lastLsn();

  /// The last record that is known to survive a crash.
  Lsn durableLsn();

  /// Bytes kept for replay: grows with [#append], shrinks with [#truncate].
  long retainedBytes();

  /// Reads the durable records from `from` on, in order; [Lsn#ZERO] means all that are kept.
  /// Errors: XX001 when a record that was durable is damaged or missing.
  void replay(Lsn from, Visitor visitor);

  /// Begins a new epoch, higher than all before: records from now on carry it, and what an older
  /// writer may still add is not part of the log.
  void fence(long epoch);

  /// Forgets records before `before`, as far as convenient.
  void truncate(Lsn before);

  /// Makes everything appended durable, then closes.
  @Override
  void close();

  /// Receives records in order.
  interface Visitor {
    /// @param payload valid during the call
    void record(Lsn lsn, int partition, Bytes<?> payload);
  }
}
