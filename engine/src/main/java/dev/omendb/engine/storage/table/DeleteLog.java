package dev.omendb.engine.storage.table;

import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;

/// The rows one transaction has deleted or replaced in one table, in order. A statement sees the
/// log as it was when the statement began; a savepoint cuts it back. Confined to the transaction.
public final class DeleteLog {
  private final Long2IntOpenHashMap entryByRow = new Long2IntOpenHashMap();
  private final IntOpenHashSet segments = new IntOpenHashSet();
  private long[] rows = new long[8];
  private long[] next = new long[8];
  private long[] changed = new long[8];
  private int size;

  public DeleteLog() {
    entryByRow.defaultReturnValue(-1);
  }

  public int size() {
    return size;
  }

  /// @param nextVersion row id that replaces it, or `RowVersions.NONE`
  public void add(long rowId, long nextVersion, long changedMask) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, size * 2);
      next = Arrays.copyOf(next, size * 2);
      changed = Arrays.copyOf(changed, size * 2);
    }
    rows[size] = rowId;
    next[size] = nextVersion;
    changed[size] = changedMask;
    entryByRow.put(rowId, size);
    segments.add((int) (rowId >>> 32));
    size++;
  }

  /// Forgets the entries from `mark` on.
  public void truncate(int mark) {
    while (size > mark) {
      size--;
      entryByRow.remove(rows[size]);
    }
  }

  /// True when some row of the segment may be in the log.
  public boolean touches(int segmentNumber) {
    return segments.contains(segmentNumber);
  }

  /// True when the row was deleted before the log had `mark` entries.
  public boolean contains(long rowId, int mark) {
    int entry = entryByRow.get(rowId);
    return entry >= 0 && entry < mark;
  }

  /// Entry of a row, or -1.
  public int find(long rowId) {
    return entryByRow.get(rowId);
  }

  public long row(int entry) {
    return rows[entry];
  }

  public long next(int entry) {
    return next[entry];
  }

  public long changed(int entry) {
    return changed[entry];
  }
}
