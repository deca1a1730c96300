package dev.omendb.engine.column;

import java.util.Arrays;

/// Carries every type that is not a long or a double, each value a slice of bytes in the type's
/// storage encoding: text as UTF-8, `vector` as packed little-endian float32s, and so on (the
/// encoding is documented on the type). Slices may share and overlap: gathering copies pointers
/// into one heap when the source heap is adopted, bytes otherwise.
public final class BytesColumn extends Column {
  private byte[] heap;
  private int heapSize;
  private int[] offsets;
  private int[] lengths;

  public BytesColumn() {
    this(BATCH_ROWS);
  }

  public BytesColumn(int capacity) {
    super(capacity);
    this.offsets = new int[Math.max(capacity, 1)];
    this.lengths = new int[Math.max(capacity, 1)];
    this.heap = new byte[Math.max(64, Math.min(capacity, 1024) * 16)];
  }

  /// The bytes all values point into; valid until the next append.
  public byte[] heap() {
    return heap;
  }

  /// Where row's bytes start in [#heap].
  public int offset(int row) {
    return offsets[row];
  }

  /// Where every row's bytes start: the backing array, for kernels; valid until the next append.
  public int[] offsets() {
    return offsets;
  }

  /// How many bytes row has.
  public int length(int row) {
    return lengths[row];
  }

  /// A copy of row's bytes: for cold paths.
  public byte[] copy(int row) {
    return Arrays.copyOfRange(heap, offsets[row], offsets[row] + lengths[row]);
  }

  public void append(byte[] value) {
    append(value, 0, value.length);
  }

  public void append(byte[] source, int from, int length) {
    int at = reserve(length);
    System.arraycopy(source, from, heap, at, length);
  }

  /// Appends a row of `length` bytes whose content the caller then writes into [#heap] at the
  /// returned offset.
  public int reserve(int length) {
    ensureRows(size + 1);
    ensureHeap(length);
    int at = heapSize;
    offsets[size] = at;
    lengths[size] = length;
    heapSize += length;
    size++;
    return at;
  }

  /// Shortens the row appended last to its first `length` bytes: for writers that reserved more
  /// than they needed.
  public void trimLast(int length) {
    heapSize -= lengths[size - 1] - length;
    lengths[size - 1] = length;
  }

  /// Appends a row that repeats an earlier slice of this column's own heap.
  public void appendSlice(int offset, int length) {
    ensureRows(size + 1);
    offsets[size] = offset;
    lengths[size] = length;
    size++;
  }

  @Override
  public void appendNull() {
    ensureRows(size + 1);
    offsets[size] = heapSize;
    lengths[size] = 0;
    markAppendedNull();
  }

  @Override
  public void appendFrom(Column source, int row) {
    BytesColumn from = (BytesColumn) source;
    if (from.isNull(row)) {
      appendNull();
    } else {
      append(from.heap, from.offsets[row], from.lengths[row]);
    }
  }

  @Override
  public void clear() {
    super.clear();
    heapSize = 0;
  }

  @Override
  public BytesColumn newEmpty(int capacity) {
    return new BytesColumn(capacity);
  }

  @Override
  public long retainedBytes() {
    return heap.length + 4L * offsets.length + 4L * lengths.length + nullBytes();
  }

  private void ensureRows(int rows) {
    if (rows > offsets.length) {
      int capacity = grown(offsets.length, rows);
      offsets = Arrays.copyOf(offsets, capacity);
      lengths = Arrays.copyOf(lengths, capacity);
    }
    ensureNullCapacity(offsets.length);
  }

  private void ensureHeap(int extra) {
    long needed = (long) heapSize + extra;
    if (needed > heap.length) {
      if (needed > Integer.MAX_VALUE - 16) {
        throw new OutOfMemoryError("a batch of values exceeds 2 GB");
      }
      heap =
          Arrays.copyOf(
              heap, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, heap.length * 2L)));
    }
  }
}
