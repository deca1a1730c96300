package dev.omendb.kernels.rabitq;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// The true neighbours of all queries that efforts are learned from, for one k: how far away their
/// lists are and how wrong their estimates. Filled by several threads, each neighbour by one; read
/// once sorted.
final class Neighbours {
  /// The share of the misses allowed that may be due to second codes.
  private static final double FINE_SHARE = 0.05;

  /// Standard errors added to the greatest error seen where no sample may be missed.
  private static final float FINE_SPARE = 0.5f;

  final int k;
  final int queries;

  /// Where each query's neighbours begin, and the end.
  private final int[] starts;

  /// Of each neighbour's own entry and of its copy; infinite where there is none.
  private final float[] reaches;

  private final float[] errors;
  private final boolean hasFine;
  private final float[] fineErrors;

  /// For each margin, the least reaches at which neighbours are found with it, ascending.
  private float[][] sorted = {};

  /// @param counts how many neighbours each query has
  /// @param hasFine whether there are second codes
  Neighbours(int k, int[] counts, boolean hasFine) {
    this.k = k;
    this.queries = counts.length;
    this.hasFine = hasFine;
    this.starts = new int[queries + 1];
    for (int i = 0; i < queries; i++) {
      starts[i + 1] = starts[i] + counts[i];
    }
    this.reaches = new float[2 * size()];
    this.errors = new float[2 * size()];
    this.fineErrors = new float[size()];
    Arrays.fill(reaches, Float.POSITIVE_INFINITY);
    Arrays.fill(errors, Float.POSITIVE_INFINITY);
  }

  private int size() {
    return starts[queries];
  }

  /// How many neighbours a query has.
  int count(int query) {
    return query < queries ? starts[query + 1] - starts[query] : 0;
  }

  /// @param copy 0 for a neighbour's own entry, 1 for its copy
  /// @param error by how many standard errors its estimate lies beyond the k-th distance
  void set(int query, int number, int copy, float reach, float error) {
    int at = 2 * (starts[query] + number) + copy;
    reaches[at] = reach;
    errors[at] = error;
  }

  /// The same for the neighbour's second code.
  void setFine(int query, int number, float error) {
    fineErrors[starts[query] + number] = error;
  }

  /// Ends the filling.
  void sort(float[] margins, int threads, BooleanSupplier cancelled) {
    sorted = new float[margins.length][];
    Parallel.forEach(
        threads,
        margins.length + 1,
        1,
        cancelled,
        (_, from, to) -> {
          for (int i = from; i < to; i++) {
            if (i == margins.length) {
              Arrays.sort(fineErrors);
            } else {
              sorted[i] = sorted(margins[i]);
            }
          }
        });
  }

  private float[] sorted(float margin) {
    float[] found = new float[size()];
    int count = 0;
    for (int i = 0; i < found.length; i++) {
      float own = errors[2 * i] < margin ? reaches[2 * i] : Float.POSITIVE_INFINITY;
      float copy = errors[2 * i + 1] < margin ? reaches[2 * i + 1] : Float.POSITIVE_INFINITY;
      found[count] = Math.min(own, copy);
      count += found[count] < Float.POSITIVE_INFINITY ? 1 : 0;
    }
    Arrays.sort(found, 0, count);
    return Arrays.copyOf(found, count);
  }

  /// The margin of second codes that loses next to none of the rows a recall asks for.
  float fine(double recall) {
    int lost = (int) (FINE_SHARE * (1 - recall) * size());
    if (!hasFine || size() == 0) {
      return Float.POSITIVE_INFINITY;
    }
    return lost == 0
        ? fineErrors[size() - 1] + FINE_SPARE
        : Math.max(0, fineErrors[size() - lost]);
  }

  /// The least reach at which a share of all neighbours is found with a margin, or NaN.
  ///
  /// @param margin its place among those given to [#sort]
  float reach(double recall, int margin) {
    double share = hasFine ? recall + FINE_SHARE * (1 - recall) : recall;
    int wanted = Math.max(1, (int) Math.ceil(share * size()));
    return wanted <= sorted[margin].length ? sorted[margin][wanted - 1] : Float.NaN;
  }
}
