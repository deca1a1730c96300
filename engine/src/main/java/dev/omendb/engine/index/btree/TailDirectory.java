package dev.omendb.engine.index.btree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// The leaves of a [KeyTail] and the keys between them: leaf i has keys from separator i-1 to
/// separator i, both included (equal keys may lie on both sides). The writer replaces leaves and
/// appends in place; other changes make a new directory and leave this one as it is.
final class TailDirectory {
  private static final int MINIMUM_CAPACITY = 16;
  private static final VarHandle LEAF = MethodHandles.arrayElementVarHandle(TailLeaf[].class);

  private final KeyBlock separators;
  private final TailLeaf[] leaves;

  private TailDirectory(KeyBlock separators, TailLeaf[] leaves) {
    this.separators = separators;
    this.leaves = leaves;
  }

  static TailDirectory of(TailLeaf only) {
    TailLeaf[] leaves = new TailLeaf[MINIMUM_CAPACITY + 1];
    leaves[0] = only;
    return new TailDirectory(KeyBlock.empty(MINIMUM_CAPACITY, new byte[0], 0), leaves);
  }

  int count() {
    return separators.count() + 1;
  }

  TailLeaf leaf(int index) {
    return (TailLeaf) LEAF.getAcquire(leaves, index);
  }

  /// The first of `count` leaves that may have the key.
  int leafForLookup(byte[] key, int length, int count) {
    return separators.lowerBound(key, length, count - 1);
  }

  /// The last leaf that may have the key.
  int leafForInsert(byte[] key, int length) {
    return separators.upperBound(key, length, separators.count());
  }

  void replace(int index, TailLeaf leaf) {
    LEAF.setRelease(leaves, index, leaf);
  }

  /// Adds a leaf at the end, in place when there is room.
  TailDirectory append(byte[] separator, int length, TailLeaf leaf) {
    int count = count();
    if (separators.canAppend(separator, length)) {
      leaves[count] = leaf;
      separators.append(separator, length); // publishes the leaf too
      return this;
    }
    int capacity = capacityFor(count);
    TailLeaf[] more = Arrays.copyOf(leaves, capacity + 1);
    more[count] = leaf;
    return new TailDirectory(
        separators.with(count - 1, separator, length, capacity), more);
  }

  /// Puts two leaves in the place of one.
  TailDirectory split(int index, TailLeaf left, byte[] separator, TailLeaf right) {
    int count = count();
    int capacity = capacityFor(count);
    TailLeaf[] more = new TailLeaf[capacity + 1];
    System.arraycopy(leaves, 0, more, 0, index);
    more[index] = left;
    more[index + 1] = right;
    System.arraycopy(leaves, index + 1, more, index + 2, count - index - 1);
    return new TailDirectory(
        separators.with(index, separator, separator.length, capacity), more);
  }

  /// Separators to make room for when there are `count` leaves and one more comes.
  private int capacityFor(int count) {
    int capacity = separators.capacity();
    return count <= capacity ? capacity : capacity * 2;
  }
}
