package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Metric;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The rows an index part is built from, numbered from 0. Read by several threads at once, and
/// more than once; every read answers the same.
public interface RowSource {
  int count();

  /// The id of a row, which searches answer. Not negative.
  long id(int row);

  /// Copies vectors `first` to `first + count - 1`, packed, into `target` from index 0.
  void read(int first, int count, float[] target);

  /// Sets `scores[i]` to the true score of row `query` and row `first + i`. Asked for where codes
  /// estimate another distance, see [Proxy].
  default void score(int query, int first, int count, float[] scores) {
    throw new UnsupportedOperationException("codes of these rows estimate their true distance");
  }

  /// What scores rows against row `query`, by numbers in place of ids. Confined to one thread.
  ///
  /// @param metric of the codes, which is the true distance unless [#score] says otherwise
  default Reranker reranker(int query, Metric metric, int dimensions, ComputeEngine compute) {
    float[] vector = new float[dimensions];
    float[] other = new float[dimensions];
    read(query, 1, vector);
    return (rows, count, scores) -> {
      for (int i = 0; i < count; i++) {
        read((int) rows[i], 1, other);
        scores[i] = compute.scorePair(metric, vector, other, dimensions);
      }
    };
  }

  /// Rows of float32 at a fixed distance from each other, with ids from an array.
  static RowSource of(MemorySegment rows, long stride, int dimensions, long[] ids) {
    return new RowSource() {
      private static final ValueLayout.OfFloat FLOAT =
          ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

      @Override
      public int count() {
        return ids.length;
      }

      @Override
      public long id(int row) {
        return ids[row];
      }

      @Override
      public void read(int first, int count, float[] target) {
        for (int i = 0; i < count; i++) {
          long at = (long) (first + i) * stride;
          MemorySegment.copy(rows, FLOAT, at, target, i * dimensions, dimensions);
        }
      }

      @Override
      public Reranker reranker(int query, Metric metric, int width, ComputeEngine compute) {
        float[] vector = new float[width];
        read(query, 1, vector);
        int[] numbers = new int[CodeSearch.BATCH];
        return (found, count, scores) -> {
          for (int i = 0; i < count; i++) {
            numbers[i] = (int) found[i];
          }
          compute.scoreFloatsAt(metric, vector, width, rows, 0, stride, numbers, count, scores);
        };
      }
    };
  }
}
