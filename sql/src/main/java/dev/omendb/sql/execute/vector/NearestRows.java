package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.TopK;
import dev.omendb.sql.execute.sort.RowOrder;
import java.util.Arrays;

/// The rows a search found, nearest first, with the distances the SQL operator gives: scores rank,
/// but the last bits of a sum depend on the order of its terms, so the few rows found are computed
/// again by the operator's own kernel. Owned by one operator.
final class NearestRows {
  private final int[] attnums;
  private final BytesColumn vectors = new BytesColumn(16);
  private final Batch fetched = new Batch(vectors);
  private long[] rowIds = new long[16];
  private double[] distances = new double[16];
  private long[] chunk = new long[16];

  /// Rows `first` to `first + withDistance - 1` have a distance, those before and after have none.
  private int first;

  private int withDistance;

  private int size;

  NearestRows(int attnum) {
    this.attnums = new int[] {attnum};
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
    first = 0;
    withDistance = 0;
  }

  void take(TableReader table, VectorQuery query, ComputeEngine compute, BlockScorer scorer) {
    TopK nearest = scorer.nearest();
    nearest.sort();
    int count = nearest.size();
    ensure(count);
    for (int i = 0; i < count; i++) {
      rowIds[i] = nearest.id(i);
    }
    double[] computed = new double[Math.min(count, Column.BATCH_ROWS)];
    for (int from = 0; from < count; from += Column.BATCH_ROWS) {
      int rows = Math.min(Column.BATCH_ROWS, count - from);
      vectors.clear();
      fetched.setSize(0);
      table.fetch(rowIds(from, rows), rows, attnums, fetched);
      query.distances(compute, vectors, computed);
      System.arraycopy(computed, 0, distances, from, rows);
    }
    size = count;
    withDistance = count;
    sort();
  }

  /// By insertion: the rows are in order but for the last bits of their distances.
  private void sort() {
    for (int i = 1; i < size; i++) {
      double distance = distances[i];
      long rowId = rowIds[i];
      long key = RowOrder.orderedBits(distance);
      int at = i - 1;
      while (at >= 0 && RowOrder.orderedBits(distances[at]) > key) {
        distances[at + 1] = distances[at];
        rowIds[at + 1] = rowIds[at];
        at--;
      }
      distances[at + 1] = distance;
      rowIds[at + 1] = rowId;
    }
  }

  /// Appends rows without a distance while there are fewer than `wanted`.
  void addNulls(RowIdList nulls, int wanted) {
    int more = Math.min(nulls.size(), wanted - size);
    if (more <= 0) {
      return;
    }
    ensure(size + more);
    for (int i = 0; i < more; i++) {
      rowIds[size++] = nulls.get(i);
    }
  }

  /// Puts rows without a distance in front, and keeps `wanted` rows in all.
  void putFirst(RowIdList nulls, int wanted) {
    int more = Math.min(nulls.size(), wanted);
    int kept = Math.min(size, wanted - more);
    ensure(more + kept);
    System.arraycopy(rowIds, 0, rowIds, more, kept);
    System.arraycopy(distances, 0, distances, more, kept);
    for (int i = 0; i < more; i++) {
      rowIds[i] = nulls.get(i);
    }
    first = more;
    withDistance = kept;
    size = more + kept;
  }

  /// Drops the rows farther than a bound.
  void keepWithin(double farthest) {
    int kept = 0;
    while (kept < size && distances[kept] <= farthest) {
      kept++;
    }
    size = kept;
    withDistance = kept;
  }

  /// Row ids from `from` on in an array that starts with them; valid until the next call.
  long[] rowIds(int from, int count) {
    if (chunk.length < count) {
      chunk = new long[count];
    }
    System.arraycopy(rowIds, from, chunk, 0, count);
    return chunk;
  }

  /// Replaces the content of `into` with the distances of some rows.
  void appendDistances(int from, int count, Column into) {
    into.clear();
    for (int i = from; i < from + count; i++) {
      if (i >= first && i < first + withDistance) {
        ((DoubleColumn) into).append(distances[i]);
      } else {
        into.appendNull();
      }
    }
  }

  private void ensure(int capacity) {
    if (rowIds.length < capacity) {
      rowIds = Arrays.copyOf(rowIds, Math.max(capacity, rowIds.length * 2));
      distances = Arrays.copyOf(distances, rowIds.length);
    }
  }
}
