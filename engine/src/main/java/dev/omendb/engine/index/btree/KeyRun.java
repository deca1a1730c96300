package dev.omendb.engine.index.btree;

import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.fs.MappedFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Sorted entries of an ordered index, immutable, in native memory or a mapped file of the same
/// bytes ([RunFormat]). Made by [KeyRunBuilder]. Equal keys are in the order of their row ids.
///
/// Any number of readers.
public final class KeyRun implements KeyEntries {
  private static final long WRITE_BYTES = 8L << 20;

  private final MemorySegment run;
  private final int count;
  private final byte[] prefix;
  private final byte[] first;
  private final byte[] last;

  /// Length of every key when exact, otherwise -1.
  private final int exactLength;

  private final boolean oneSegment;
  private final long segmentBits;
  private final long idsAt;
  private final long endsAt;
  private final long heapAt;

  /// @param run sealed bytes
  KeyRun(MemorySegment run) {
    this.run = run;
    int flags = run.get(RunFormat.INT, RunFormat.FLAGS_AT);
    this.count = Math.toIntExact(run.get(RunFormat.LONG, RunFormat.ENTRIES_AT));
    this.exactLength =
        (flags & RunFormat.EXACT) != 0 ? run.get(RunFormat.INT, RunFormat.KEY_LENGTH_AT) : -1;
    this.oneSegment = (flags & RunFormat.ONE_SEGMENT) != 0;
    this.segmentBits = (long) run.get(RunFormat.INT, RunFormat.SEGMENT_AT) << 32;
    this.idsAt = run.get(RunFormat.LONG, RunFormat.IDS_AT);
    this.endsAt = run.get(RunFormat.LONG, RunFormat.ENDS_AT);
    this.heapAt = run.get(RunFormat.LONG, RunFormat.HEAP_AT);
    this.last = new byte[run.get(RunFormat.INT, RunFormat.LAST_LENGTH_AT)];
    MemorySegment.copy(
        run,
        ValueLayout.JAVA_BYTE,
        run.get(RunFormat.LONG, RunFormat.LAST_AT),
        last,
        0,
        last.length);
    this.prefix = Arrays.copyOf(last, run.get(RunFormat.INT, RunFormat.PREFIX_AT));
    this.first = count == 0 ? last : key(0);
  }

  /// Opens a run that [#write] wrote. The mapping goes when the last reader that can reach it is
  /// gone. Errors: XX002 when its header is damaged.
  public static KeyRun open(FileSystem files, String name) {
    MappedFile mapped = files.map(name);
    try {
      RunFormat.checkHeader(name, mapped.memory());
    } catch (RuntimeException e) {
      mapped.close();
      throw e;
    }
    return new KeyRun(mapped.memory().reinterpret(Arena.ofAuto(), _ -> mapped.close()));
  }

  /// Reads everything and compares checksums. Errors: XX002.
  public void verify(String name) {
    RunFormat.checkBody(name, run);
  }

  /// Writes the run to a new file and syncs it; the name still needs [FileSystem#syncFolder].
  public void write(FileSystem files, String name) {
    try (DataFile file = files.create(name)) {
      for (long at = 0; at < run.byteSize(); at += WRITE_BYTES) {
        long bytes = Math.min(WRITE_BYTES, run.byteSize() - at);
        file.write(at, run.asSlice(at, bytes).asByteBuffer());
      }
      file.force();
    }
  }

  /// The bytes that [#write] writes, for a checksum or name.
  public MemorySegment bytes() {
    return run;
  }

  /// Entries.
  public int size() {
    return count;
  }

  /// The same keys with other row ids: when private rows get their place. The mapping must keep
  /// their order.
  public KeyRun withRowIds(LongUnaryOperator mapping) {
    long[] heads = new long[count];
    MemorySegment.copy(run, RunFormat.LONG, RunFormat.HEADER_BYTES, heads, 0, count);
    return new KeyRunWriter(count, i -> mapping.applyAsLong(rowId(i)))
        .write(prefix.length, exactLength, heads, new CopiedHeap(), last);
  }

  private final class CopiedHeap implements KeyRunWriter.HeapSource {
    @Override
    public long bytes() {
      return end(count - 1);
    }

    @Override
    public void write(MemorySegment target, long targetEndsAt, long targetHeapAt) {
      MemorySegment.copy(run, endsAt, target, targetEndsAt, 8L * count);
      MemorySegment.copy(run, heapAt, target, targetHeapAt, bytes());
    }
  }

  @Override
  public void lookup(byte[] key, int length, RowIds into) {
    if (count == 0
        || Arrays.compareUnsigned(key, 0, length, first, 0, first.length) < 0
        || Arrays.compareUnsigned(key, 0, length, last, 0, last.length) > 0) {
      return;
    }
    long head = KeyHead.of(key, prefix.length, length);
    for (int i = lowerBound(key, length); i < count; i++) {
      if (head(i) != head || compareEqualHead(i, key, length) != 0) {
        return;
      }
      into.add(rowId(i));
    }
  }

  @Override
  public Cursor range(byte @Nullable [] from, byte @Nullable [] to, boolean descending) {
    int low = from == null ? 0 : lowerBound(from, from.length);
    int high = to == null ? count : lowerBound(to, to.length);
    return new RunCursor(low, Math.max(low, high), descending);
  }

  /// First entry whose key is not below.
  int lowerBound(byte[] key, int length) {
    int common = Math.min(length, prefix.length);
    int byPrefix = Arrays.compareUnsigned(key, 0, common, prefix, 0, common);
    if (byPrefix != 0 || length < prefix.length) {
      return byPrefix <= 0 ? 0 : count;
    }
    long head = KeyHead.of(key, prefix.length, length);
    int at = RunSearch.lowerBound(run, count, head);
    if (exactLength == length || at == count || head(at) != head) {
      return at;
    }
    // Among equal heads the bytes behind them, or the lengths, decide.
    int low = at;
    int high = head == Long.MAX_VALUE ? count : RunSearch.lowerBound(run, count, head + 1);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compareEqualHead(middle, key, length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long head(int index) {
    return run.get(RunFormat.LONG, RunFormat.HEADER_BYTES + 8L * index);
  }

  private long end(int index) {
    return index < 0 ? 0 : run.get(RunFormat.LONG, endsAt + 8L * index);
  }

  long rowId(int index) {
    return oneSegment
        ? segmentBits | Integer.toUnsignedLong(run.get(RunFormat.INT, idsAt + 4L * index))
        : run.get(RunFormat.LONG, idsAt + 8L * index);
  }

  /// Compares entry `index` with a key of the same prefix and head.
  private int compareEqualHead(int index, byte[] key, int length) {
    if (exactLength >= 0) {
      return Integer.compare(exactLength, length);
    }
    long start = end(index - 1);
    int bytes = (int) (end(index) - start);
    int keyBytes = length - prefix.length;
    int common = Math.min(bytes, keyBytes);
    // What both have of the head is equal.
    for (int i = Math.min(KeyHead.BYTES, common); i < common; i++) {
      int ours = run.get(ValueLayout.JAVA_BYTE, heapAt + start + i) & 0xff;
      int theirs = key[prefix.length + i] & 0xff;
      if (ours != theirs) {
        return ours - theirs;
      }
    }
    return Integer.compare(bytes, keyBytes);
  }

  private int keyLength(int index) {
    return exactLength >= 0 ? exactLength : prefix.length + (int) (end(index) - end(index - 1));
  }

  private byte[] key(int index) {
    byte[] key = new byte[keyLength(index)];
    copyKey(index, key);
    return key;
  }

  private void copyKey(int index, byte[] into) {
    System.arraycopy(prefix, 0, into, 0, prefix.length);
    if (exactLength >= 0) {
      KeyHead.write(head(index), into, prefix.length, exactLength - prefix.length);
    } else {
      long start = end(index - 1);
      int bytes = (int) (end(index) - start);
      MemorySegment.copy(
          run, ValueLayout.JAVA_BYTE, heapAt + start, into, prefix.length, bytes);
    }
  }

  private final class RunCursor implements Cursor {
    private final int step;
    private int at;
    private int left;
    private byte[] buffer = new byte[32];
    private int buffered = -1;

    RunCursor(int low, int high, boolean descending) {
      this.step = descending ? -1 : 1;
      this.at = descending ? high : low - 1;
      this.left = high - low;
    }

    @Override
    public boolean advance() {
      if (left == 0) {
        return false;
      }
      left--;
      at += step;
      return true;
    }

    @Override
    public byte[] key() {
      if (buffered != at) {
        int length = KeyRun.this.keyLength(at);
        if (length > buffer.length) {
          buffer = new byte[Math.max(length, buffer.length * 2)];
        }
        copyKey(at, buffer);
        buffered = at;
      }
      return buffer;
    }

    @Override
    public int keyLength() {
      return KeyRun.this.keyLength(at);
    }

    @Override
    public long rowId() {
      return KeyRun.this.rowId(at);
    }
  }
}
