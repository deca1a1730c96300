package dev.omendb.sql.execute.aggregate;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.RowBuffer;
import dev.omendb.sql.execute.RowHasher;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Selection;
import java.util.Arrays;

/// Numbers distinct keys in the order they are first seen. Open addressing; NULL equals NULL.
/// Owned by one operator.
public final class GroupTable {
  private static final int INITIAL_SLOTS = 256;

  private final RowHasher hasher;
  private final RowLayout layout;
  private Batch keys;
  private Column[] keyColumns;
  private int groupCount;
  private long[] groupHashes = new long[64];
  /// Group number plus one; 0 is a free slot. The length is a power of two.
  private int[] slots = new int[INITIAL_SLOTS];

  private int[] groups = new int[Column.BATCH_ROWS];

  public GroupTable(RowLayout keyLayout) {
    this.layout = keyLayout;
    this.hasher = new RowHasher(keyLayout.types());
    this.keys = keyLayout.newBatch(64);
    this.keyColumns = keys.columns();
  }

  public int groupCount() {
    return groupCount;
  }

  /// One row for each group.
  public Batch keys() {
    keys.setSize(groupCount);
    return keys;
  }

  /// The group of each row, new ones added; valid until the next call.
  public int[] assign(Column[] rowKeys, int size) {
    return lookup(rowKeys, size, true);
  }

  /// Adds rows and selects those that were new: each different key once.
  public void selectNew(Column[] rowKeys, int size, Selection into) {
    int next = groupCount;
    int[] assigned = assign(rowKeys, size);
    into.clear(size);
    for (int row = 0; row < size; row++) {
      if (assigned[row] == next) {
        into.add(row);
        next++;
      }
    }
  }

  /// The group of each row or -1; valid until the next call.
  public int[] find(Column[] rowKeys, int size) {
    return lookup(rowKeys, size, false);
  }

  private int[] lookup(Column[] rowKeys, int size, boolean add) {
    if (groups.length < size) {
      groups = new int[size];
    }
    long[] hashes = hasher.hash(rowKeys, size);
    for (int row = 0; row < size; row++) {
      groups[row] = lookup(rowKeys, row, hashes[row], add);
    }
    return groups;
  }

  private int lookup(Column[] rowKeys, int row, long hash, boolean add) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0) {
      int group = slots[slot] - 1;
      if (groupHashes[group] == hash && hasher.equal(keyColumns, group, rowKeys, row)) {
        return group;
      }
      slot = (slot + 1) & mask;
    }
    return add ? insert(rowKeys, row, hash, slot) : -1;
  }

  private int insert(Column[] rowKeys, int row, long hash, int slot) {
    int group = groupCount++;
    slots[slot] = group + 1;
    if (group == groupHashes.length) {
      groupHashes = Arrays.copyOf(groupHashes, group * 2);
      RowBuffer.checkLimit(retainedBytes());
    }
    groupHashes[group] = hash;
    for (int k = 0; k < keyColumns.length; k++) {
      keyColumns[k].appendFrom(rowKeys[k], row);
    }
    if (groupCount * 2L > slots.length) {
      rehash(slots.length * 2);
    }
    return group;
  }

  private void rehash(int size) {
    slots = new int[size];
    int mask = size - 1;
    for (int group = 0; group < groupCount; group++) {
      int slot = (int) groupHashes[group] & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = group + 1;
    }
  }

  /// Forgets all groups; gives large memory back.
  public void clear() {
    if (slots.length > 64 * INITIAL_SLOTS) {
      slots = new int[INITIAL_SLOTS];
      groupHashes = new long[64];
      keys = layout.newBatch(64);
      keyColumns = keys.columns();
    } else {
      Arrays.fill(slots, 0);
      keys.clear();
    }
    groupCount = 0;
  }

  public long retainedBytes() {
    long bytes = 4L * slots.length + 8L * groupHashes.length;
    for (Column column : keyColumns) {
      bytes += column.retainedBytes();
    }
    return bytes;
  }
}
