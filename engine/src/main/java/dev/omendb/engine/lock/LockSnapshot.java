package dev.omendb.engine.lock;

/// A lock held or waited for, as pg_locks lists it. Row locks without competition are not listed,
/// as in PostgreSQL.
///
/// @param mode such as `RowExclusiveLock`
/// @param waitedNanos how long it has been waited for; 0 when granted
public record LockSnapshot(
    LockTarget target,
    int processId,
    long transactionId,
    String mode,
    boolean granted,
    long waitedNanos) {}
