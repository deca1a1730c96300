package dev.omendb.sql.function.aggregate;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.sql.function.AggregateKernel;
import dev.omendb.sql.function.math.FloatMath;
import java.util.Arrays;

/// sum and avg of real and double precision.
final class DoubleSum implements AggregateKernel.Accumulator {
  /// What the result is.
  enum Result {
    /// sum(real): each step rounds to float
    SINGLE_SUM,
    SUM,
    AVERAGE
  }

  private final Result kind;
  private double[] sums = new double[1];
  private long[] counts = new long[1];

  DoubleSum(Result kind) {
    this.kind = kind;
  }

  @Override
  public void ensureGroups(int groupCount) {
    if (groupCount > sums.length) {
      int capacity = Math.max(groupCount, sums.length * 2);
      sums = Arrays.copyOf(sums, capacity);
      counts = Arrays.copyOf(counts, capacity);
    }
  }

  @Override
  public void add(int[] groups, Column[] arguments, int rows) {
    DoubleColumn argument = (DoubleColumn) arguments[0];
    double[] values = argument.values();
    for (int i = 0; i < rows; i++) {
      if (!argument.isNull(i)) {
        add(groups[i], values[i], 1);
      }
    }
  }

  private void add(int group, double value, long count) {
    double sum = sums[group];
    double next = kind == Result.SINGLE_SUM ? (float) sum + (float) value : sum + value;
    if (Double.isInfinite(next)) {
      next = FloatMath.add(sum, value);
      if (kind == Result.SINGLE_SUM) {
        next = Double.isInfinite(sum) || Double.isInfinite(value) ? next : FloatMath.toSingle(next);
      }
    }
    sums[group] = counts[group] == 0 ? value : next;
    counts[group] += count;
  }

  @Override
  public void merge(AggregateKernel.Accumulator other, int[] groups) {
    DoubleSum from = (DoubleSum) other;
    for (int i = 0; i < groups.length; i++) {
      if (from.counts[i] > 0) {
        add(groups[i], from.sums[i], from.counts[i]);
      }
    }
  }

  @Override
  public void result(int group, Column into) {
    if (counts[group] == 0) {
      into.appendNull();
      return;
    }
    double sum = sums[group];
    ((DoubleColumn) into).append(kind == Result.AVERAGE ? sum / counts[group] : sum);
  }

  @Override
  public long retainedBytes() {
    return 16L * sums.length;
  }
}
