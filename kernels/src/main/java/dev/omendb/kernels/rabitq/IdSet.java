package dev.omendb.kernels.rabitq;

import java.util.Arrays;

/// A set of ids, non-negative longs, most of which have neighbours in it: open addressing over
/// groups of 64 ids, with a bit for each. A set of all ids of a range takes up to half a byte each.
final class IdSet {
  private static final int FIRST_SLOTS = 16;

  /// Which group of 64 a slot holds, -1 for none.
  private long[] groups = new long[FIRST_SLOTS];

  private long[] bits = new long[FIRST_SLOTS];
  private int used;
  private long size;

  IdSet() {
    Arrays.fill(groups, -1);
  }

  long size() {
    return size;
  }

  boolean contains(long id) {
    int at = slot(id >>> 6);
    return groups[at] >= 0 && (bits[at] & 1L << id) != 0;
  }

  /// Answers false when the id is in already.
  boolean add(long id) {
    long group = id >>> 6;
    int at = slot(group);
    if (groups[at] < 0) {
      if (2 * (used + 1) > groups.length) {
        grow();
        at = slot(group);
      }
      groups[at] = group;
      used++;
    }
    long before = bits[at];
    bits[at] = before | 1L << id;
    boolean added = bits[at] != before;
    size += added ? 1 : 0;
    return added;
  }

  private void grow() {
    long[] oldGroups = groups;
    long[] oldBits = bits;
    groups = new long[2 * oldGroups.length];
    bits = new long[groups.length];
    Arrays.fill(groups, -1);
    for (int i = 0; i < oldGroups.length; i++) {
      if (oldGroups[i] >= 0) {
        int at = slot(oldGroups[i]);
        groups[at] = oldGroups[i];
        bits[at] = oldBits[i];
      }
    }
  }

  /// Where a group is or belongs.
  private int slot(long group) {
    int mask = groups.length - 1;
    int at = (int) ((group * 0x9e3779b97f4a7c15L) >>> 32) & mask;
    while (groups[at] >= 0 && groups[at] != group) {
      at = (at + 1) & mask;
    }
    return at;
  }
}
