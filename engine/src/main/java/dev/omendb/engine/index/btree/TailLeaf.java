package dev.omendb.engine.index.btree;

/// Some hundred consecutive entries of a [KeyTail]. The row id is in place before its key counts.
final class TailLeaf {
  static final int CAPACITY = 256;

  private final KeyBlock keys;
  private final long[] rowIds;

  private TailLeaf(KeyBlock keys, long[] rowIds) {
    this.keys = keys;
    this.rowIds = rowIds;
  }

  /// A leaf for keys like the given one.
  static TailLeaf empty(byte[] key, int length) {
    return new TailLeaf(KeyBlock.empty(CAPACITY, key, length), new long[CAPACITY]);
  }

  KeyBlock keys() {
    return keys;
  }

  int count() {
    return keys.count();
  }

  long bytes() {
    return keys.bytes() + 8L * CAPACITY;
  }

  long rowId(int index) {
    return rowIds[index];
  }

  /// Adds in place an entry that is not below the last; false when it is, or does not fit.
  boolean tryAppend(byte[] key, int length, long rowId) {
    int count = keys.count();
    if (!keys.canAppend(key, length) || keys.upperBound(key, length, count) != count) {
      return false;
    }
    rowIds[count] = rowId;
    keys.append(key, length);
    return true;
  }

  TailLeaf with(int index, byte[] key, int length, long rowId) {
    int count = keys.count();
    long[] newIds = new long[CAPACITY];
    System.arraycopy(rowIds, 0, newIds, 0, index);
    newIds[index] = rowId;
    System.arraycopy(rowIds, index, newIds, index + 1, count - index);
    return new TailLeaf(keys.with(index, key, length, CAPACITY), newIds);
  }

  TailLeaf slice(int from, int to) {
    long[] newIds = new long[CAPACITY];
    System.arraycopy(rowIds, from, newIds, 0, to - from);
    return new TailLeaf(keys.slice(from, to), newIds);
  }
}
