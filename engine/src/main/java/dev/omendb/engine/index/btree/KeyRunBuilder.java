package dev.omendb.engine.index.btree;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.LongPredicate;

/// Collects entries in any order and makes a [KeyRun] of them. Holds at most about 2 GB of keys;
/// callers begin another run before. Confined to one thread.
public final class KeyRunBuilder {
  private byte[] heap = new byte[1024];
  private int[] ends = new int[64];
  private long[] rowIds = new long[64];
  private int count;

  /// Bytes that all keys so far begin with, at most.
  private int prefixLength;

  private boolean sameLength = true;
  private boolean sorted = true;

  public int size() {
    return count;
  }

  /// Bytes of keys collected.
  public int keyBytes() {
    return count == 0 ? 0 : ends[count - 1];
  }

  /// Adds an entry.
  public void add(byte[] key, int length, long rowId) {
    ensure(length);
    int start = keyBytes();
    System.arraycopy(key, 0, heap, start, length);
    if (count == 0) {
      prefixLength = length;
    } else {
      compareWithPrevious(start, length, rowId);
    }
    ends[count] = start + length;
    rowIds[count++] = rowId;
  }

  private void compareWithPrevious(int start, int length, long rowId) {
    int previousStart = start(count - 1);
    sameLength &= length == start - previousStart;
    int differs = Arrays.mismatch(heap, 0, prefixLength, heap, start, start + length);
    if (differs >= 0) {
      prefixLength = differs;
    }
    if (sorted) {
      int order =
          Arrays.compareUnsigned(heap, previousStart, start, heap, start, start + length);
      sorted = order < 0 || (order == 0 && rowIds[count - 1] <= rowId);
    }
  }

  /// Adds what a cursor still has, without the rows that are not wanted: how parts are merged.
  public void addAll(KeyEntries.Cursor entries, LongPredicate wanted) {
    while (entries.advance()) {
      if (wanted.test(entries.rowId())) {
        add(entries.key(), entries.keyLength(), entries.rowId());
      }
    }
  }

  /// The entries in order. The builder is empty afterwards.
  public KeyRun build() {
    long[] heads = new long[count];
    for (int i = 0; i < count; i++) {
      heads[i] = KeyHead.of(heap, start(i) + prefixLength, ends[i]);
    }
    int longest = count == 0 ? 0 : ends[0];
    int exactLength = sameLength && longest - prefixLength <= KeyHead.BYTES ? longest : -1;
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    if (!sorted) {
      HeadSort.sort(heads, order);
      sortTies(heads, order);
    }
    byte[] last = count == 0 ? new byte[0] : key(order[count - 1]);
    KeyRun run =
        new KeyRunWriter(count, i -> rowIds[order[i]])
            .write(prefixLength, exactLength, heads, new Suffixes(order), last);
    count = 0;
    sameLength = true;
    sorted = true;
    return run;
  }

  /// Puts entries with equal heads in the order of their keys and row ids.
  private void sortTies(long[] heads, int[] order) {
    int from = 0;
    while (from < count) {
      int to = from + 1;
      boolean inOrder = true;
      while (to < count && heads[to] == heads[from]) {
        inOrder &= compare(order[to - 1], order[to]) <= 0;
        to++;
      }
      if (!inOrder) {
        IntArrays.mergeSort(order, from, to, this::compare);
      }
      from = to;
    }
  }

  private int compare(int a, int b) {
    int byKey = Arrays.compareUnsigned(heap, start(a), ends[a], heap, start(b), ends[b]);
    return byKey != 0 ? byKey : Long.compare(rowIds[a], rowIds[b]);
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  private byte[] key(int index) {
    return Arrays.copyOfRange(heap, start(index), ends[index]);
  }

  private void ensure(int length) {
    long needed = (long) keyBytes() + length;
    if (needed > heap.length) {
      if (needed > Integer.MAX_VALUE - 16) {
        throw new OutOfMemoryError("the keys of a run exceed 2 GB");
      }
      heap = Arrays.copyOf(heap, (int) Math.min(Integer.MAX_VALUE - 16, needed * 3 / 2));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      rowIds = Arrays.copyOf(rowIds, count * 2);
    }
  }

  /// The keys' bytes behind the prefix, in order.
  private final class Suffixes implements KeyRunWriter.HeapSource {
    private final int[] order;

    Suffixes(int[] order) {
      this.order = order;
    }

    @Override
    public long bytes() {
      return keyBytes() - (long) prefixLength * order.length;
    }

    @Override
    public void write(MemorySegment run, long endsAt, long heapAt) {
      long end = 0;
      for (int i = 0; i < order.length; i++) {
        int from = start(order[i]) + prefixLength;
        int length = ends[order[i]] - from;
        MemorySegment.copy(heap, from, run, ValueLayout.JAVA_BYTE, heapAt + end, length);
        end += length;
        run.set(RunFormat.LONG, endsAt + 8L * i, end);
      }
    }
  }
}
