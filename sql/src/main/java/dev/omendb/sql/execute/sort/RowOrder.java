package dev.omendb.sql.execute.sort;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import java.util.List;

/// Sorts row numbers by several keys. Stable. The first key is boiled down to a long for each row
/// where its kind allows, so that most comparisons touch one array. Owned by one operator.
public final class RowOrder {
  /// Types (by oid) whose SQL order is the order of the long that carries them: boolean, bigint,
  /// smallint, integer, oid, date, time, timestamp, timestamptz.
  private static final int[] NATURAL_LONGS = {16, 20, 21, 23, 26, 1082, 1083, 1114, 1184};

  private static final int SMALL_RUN = 12;

  private final SortKey[] keys;
  private final boolean naturalLong;
  private final boolean naturalDouble;
  private long[] prefixes = new long[0];
  private int[] scratch = new int[0];
  private boolean hasPrefixes;
  private boolean prefixDecides;
  private Batch rows = new Batch();

  public RowOrder(List<SortKey> keys) {
    this.keys = keys.toArray(new SortKey[0]);
    int firstOid = keys.isEmpty() ? 0 : keys.getFirst().type().oid();
    boolean natural = false;
    for (int oid : NATURAL_LONGS) {
      natural |= oid == firstOid;
    }
    this.naturalLong = natural;
    this.naturalDouble = firstOid == 700 || firstOid == 701;
  }

  /// Order of two rows by all keys.
  public int compare(Batch a, int rowA, Batch b, int rowB) {
    for (SortKey key : keys) {
      int order = key.compare(a.column(key.column()), rowA, b.column(key.column()), rowB);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /// Arranges `order[from, to)`, row numbers of `batch`.
  public void sort(Batch batch, int[] order, int from, int to) {
    if (to - from < 2 || keys.length == 0) {
      return;
    }
    rows = batch;
    computePrefixes(batch, order, from, to);
    if (scratch.length < to) {
      scratch = new int[to];
    }
    mergeSort(order, from, to);
  }

  private void computePrefixes(Batch batch, int[] order, int from, int to) {
    SortKey key = keys[0];
    Column column = batch.column(key.column());
    hasPrefixes = !column.hasNulls() && (naturalLong || naturalDouble);
    prefixDecides = hasPrefixes && keys.length == 1;
    if (!hasPrefixes) {
      return;
    }
    if (prefixes.length < batch.size()) {
      prefixes = new long[batch.size()];
    }
    long flip = key.descending() ? -1 : 0;
    for (int i = from; i < to; i++) {
      int row = order[i];
      long value =
          naturalLong
              ? ((LongColumn) column).get(row)
              : orderedBits(((DoubleColumn) column).get(row));
      prefixes[row] = value ^ flip;
    }
  }

  /// A long whose order is PostgreSQL's order of doubles: -0 equals 0, NaN is largest.
  public static long orderedBits(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  private int compareRows(int a, int b) {
    if (hasPrefixes) {
      int order = Long.compare(prefixes[a], prefixes[b]);
      if (order != 0 || prefixDecides) {
        return order;
      }
    }
    return compare(rows, a, rows, b);
  }

  private void mergeSort(int[] order, int from, int to) {
    if (to - from <= SMALL_RUN) {
      insertionSort(order, from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    mergeSort(order, from, middle);
    mergeSort(order, middle, to);
    if (compareRows(order[middle - 1], order[middle]) <= 0) {
      return;
    }
    System.arraycopy(order, from, scratch, from, middle - from);
    int left = from;
    int right = middle;
    int out = from;
    while (left < middle && right < to) {
      order[out++] =
          compareRows(scratch[left], order[right]) <= 0 ? scratch[left++] : order[right++];
    }
    System.arraycopy(scratch, left, order, out, middle - left);
  }

  private void insertionSort(int[] order, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int row = order[i];
      int at = i - 1;
      while (at >= from && compareRows(order[at], row) > 0) {
        order[at + 1] = order[at];
        at--;
      }
      order[at + 1] = row;
    }
  }
}
