package dev.omendb.kernels;

import org.jspecify.annotations.Nullable;

/// A sparse vector that many others are compared with. Up to [#TABLE_DIMENSIONS] its elements are
/// spread out into a table by position, so that a row costs one lookup for each of its elements;
/// above, rows are merged with the sorted positions. Immutable, shared by threads.
public final class SparseQuery {
  /// 4 MB of table.
  static final int TABLE_DIMENSIONS = 1 << 20;

  private static final double ROUNDING = 1e-14;

  private final int[] positions;
  private final float[] values;
  private final float @Nullable [] table;
  private final double squaredNorm;
  private final double absoluteSum;

  /// @param dimensions of the query and of every row
  /// @param positions ascending, below `dimensions`
  /// @param values as many, none of them zero
  public SparseQuery(int dimensions, int[] positions, float[] values) {
    this.positions = positions.clone();
    this.values = values.clone();
    this.table = dimensions <= TABLE_DIMENSIONS ? new float[dimensions] : null;
    double squares = 0;
    double absolutes = 0;
    for (int i = 0; i < values.length; i++) {
      if (table != null) {
        table[positions[i]] = values[i];
      }
      squares += (double) values[i] * values[i];
      absolutes += Math.abs((double) values[i]);
    }
    this.squaredNorm = squares;
    this.absoluteSum = absolutes;
  }

  /// The element at every position, or null when there are too many.
  float @Nullable [] table() {
    return table;
  }

  int count() {
    return positions.length;
  }

  int position(int i) {
    return positions[i];
  }

  float value(int i) {
    return values[i];
  }

  double squaredNorm() {
    return squaredNorm;
  }

  /// A row's score from sums over the row's own elements x and the query's elements q beside them.
  ///
  /// @param sum of (x - q)², x·q or |x - q|, by metric
  /// @param other of q² (L2), x² (COSINE) or |q| (L1): in double, since the query's elements where
  ///     the row has none are what is left of the query's own sum
  float score(Metric metric, double sum, double other) {
    return switch (metric) {
      case L2 -> (float) (sum + rest(squaredNorm, other));
      case INNER_PRODUCT -> -(float) sum;
      case COSINE ->
          (float) Metric.cosineDistance((float) sum, (float) squaredNorm, (float) other);
      case L1 -> (float) (sum + rest(absoluteSum, other));
    };
  }

  /// What the query's elements without a counterpart add: nothing where only the order of the sums
  /// makes a difference, so that equal vectors have no distance.
  private static double rest(double all, double met) {
    double rest = all - met;
    return rest > ROUNDING * all ? rest : 0;
  }
}
