package dev.omendb.engine.index.btree;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntToLongFunction;

/// Lays out the bytes of a [KeyRun] whose entries are in order already.
final class KeyRunWriter {
  private final int count;
  private final IntToLongFunction rowIds;
  private final boolean oneSegment;
  private final int segment;

  /// @param rowIds row id of each entry in key order
  KeyRunWriter(int count, IntToLongFunction rowIds) {
    this.count = count;
    this.rowIds = rowIds;
    long upper = count == 0 ? 0 : rowIds.applyAsLong(0) >>> 32;
    boolean same = true;
    for (int i = 0; i < count && same; i++) {
      same = rowIds.applyAsLong(i) >>> 32 == upper;
    }
    this.oneSegment = same;
    this.segment = same ? (int) upper : 0;
  }

  /// @param heads in order
  /// @param exactLength length of every key, or -1 when `keys` holds what follows the prefix
  /// @param last the last key
  KeyRun write(int prefixLength, int exactLength, long[] heads, HeapSource keys, byte[] last) {
    long idsAt = RunFormat.HEADER_BYTES + 8L * count;
    long endsAt = idsAt + idBytes();
    boolean exact = exactLength >= 0;
    long heapAt = exact ? endsAt : endsAt + 8L * count;
    long lastAt = exact ? heapAt : align(heapAt + keys.bytes());
    MemorySegment run = Arena.ofAuto().allocate(align(lastAt + last.length), 64);
    MemorySegment.copy(heads, 0, run, RunFormat.LONG, RunFormat.HEADER_BYTES, count);
    writeIds(run, idsAt);
    if (!exact) {
      keys.write(run, endsAt, heapAt);
    }
    MemorySegment.copy(last, 0, run, ValueLayout.JAVA_BYTE, lastAt, last.length);
    run.set(RunFormat.INT, RunFormat.PREFIX_AT, prefixLength);
    run.set(RunFormat.INT, RunFormat.KEY_LENGTH_AT, Math.max(exactLength, 0));
    run.set(RunFormat.LONG, RunFormat.ENDS_AT, exact ? 0 : endsAt);
    run.set(RunFormat.LONG, RunFormat.HEAP_AT, exact ? 0 : heapAt);
    run.set(RunFormat.LONG, RunFormat.LAST_AT, lastAt);
    run.set(RunFormat.INT, RunFormat.LAST_LENGTH_AT, last.length);
    return finish(run, exact, idsAt);
  }

  /// What follows the prefix in keys that are not exact.
  interface HeapSource {
    long bytes();

    /// Writes the ends (8 bytes each) and the heap.
    void write(MemorySegment run, long endsAt, long heapAt);
  }

  private KeyRun finish(MemorySegment run, boolean exact, long idsAt) {
    int flags = (exact ? RunFormat.EXACT : 0) | (oneSegment ? RunFormat.ONE_SEGMENT : 0);
    run.set(RunFormat.INT, RunFormat.FLAGS_AT, flags);
    run.set(RunFormat.LONG, RunFormat.ENTRIES_AT, count);
    run.set(RunFormat.INT, RunFormat.SEGMENT_AT, segment);
    run.set(RunFormat.LONG, RunFormat.TOTAL_AT, run.byteSize());
    run.set(RunFormat.LONG, RunFormat.IDS_AT, idsAt);
    RunFormat.seal(run);
    return new KeyRun(run.asReadOnly());
  }

  private void writeIds(MemorySegment run, long idsAt) {
    if (oneSegment) {
      for (int i = 0; i < count; i++) {
        run.set(RunFormat.INT, idsAt + 4L * i, (int) rowIds.applyAsLong(i));
      }
    } else {
      for (int i = 0; i < count; i++) {
        run.set(RunFormat.LONG, idsAt + 8L * i, rowIds.applyAsLong(i));
      }
    }
  }

  private long idBytes() {
    return align((oneSegment ? 4L : 8L) * count);
  }

  private static long align(long bytes) {
    return (bytes + 7) & -8L;
  }
}
