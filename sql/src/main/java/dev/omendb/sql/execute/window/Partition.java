package dev.omendb.sql.execute.window;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.sort.RowOrder;
import dev.omendb.sql.execute.sort.SortKey;
import java.util.List;

/// The rows of one partition in window order, and which of them are peers. Owned by one operator
/// and reused from partition to partition.
final class Partition {
  private final RowOrder order;
  private final List<SortKey> keys;
  private Batch rows = new Batch();
  private int first;
  private int size;
  private int[] peerStart = new int[16];
  private int[] peerEnd = new int[16];
  private int[] group = new int[16];
  private int[] groupStart = new int[17];
  private int groupCount;

  /// @param keys of the window's ORDER BY, columns of the sorted rows
  Partition(List<SortKey> keys) {
    this.keys = keys;
    this.order = new RowOrder(keys);
  }

  /// Takes rows [from, to) of the sorted rows.
  void take(Batch sorted, int from, int to) {
    rows = sorted;
    first = from;
    size = to - from;
    if (peerStart.length < size) {
      peerStart = new int[size];
      peerEnd = new int[size];
      group = new int[size];
      groupStart = new int[size + 1];
    }
    groupCount = 0;
    int start = 0;
    for (int row = 1; row <= size; row++) {
      boolean ends = row == size || order.compare(rows, first + row - 1, rows, first + row) != 0;
      if (ends) {
        groupStart[groupCount] = start;
        for (int peer = start; peer < row; peer++) {
          peerStart[peer] = start;
          peerEnd[peer] = row;
          group[peer] = groupCount;
        }
        groupCount++;
        start = row;
      }
    }
    groupStart[groupCount] = size;
  }

  int size() {
    return size;
  }

  /// Place of the partition's first row among the sorted rows.
  int first() {
    return first;
  }

  int[] peerStart() {
    return peerStart;
  }

  int peerStart(int row) {
    return peerStart[row];
  }

  /// Exclusive.
  int peerEnd(int row) {
    return peerEnd[row];
  }

  int group(int row) {
    return group[row];
  }

  /// First row of a peer group; the partition's size beyond the last group.
  int groupStart(long index) {
    return index >= groupCount ? size : groupStart[(int) Math.max(0, index)];
  }

  SortKey rangeKey() {
    return keys.getFirst();
  }

  Column column(int index) {
    return rows.column(index);
  }

  /// The first row whose key is at or after a value in window order (after it, if `after`).
  int search(Column bounds, int boundRow, boolean after) {
    SortKey key = rangeKey();
    Column values = rows.column(key.column());
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int compared = key.compare(values, first + middle, bounds, boundRow);
      boolean before = after ? compared <= 0 : compared < 0;
      if (before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
