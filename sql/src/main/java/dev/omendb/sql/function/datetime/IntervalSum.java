package dev.omendb.sql.function.datetime;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.AggregateKernel;
import dev.omendb.sql.type.datetime.Interval;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// sum and avg of interval.
final class IntervalSum implements AggregateKernel.Accumulator {
  private final boolean average;
  private @Nullable Interval[] sums = new Interval[1];
  private long[] counts = new long[1];

  IntervalSum(boolean average) {
    this.average = average;
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
    for (int i = 0; i < rows; i++) {
      if (!arguments[0].isNull(i)) {
        add(groups[i], Interval.at((BytesColumn) arguments[0], i), 1);
      }
    }
  }

  private void add(int group, Interval value, long count) {
    Interval sum = sums[group];
    sums[group] = sum == null ? value : IntervalFunctions.sum(sum, value);
    counts[group] += count;
  }

  @Override
  public void merge(AggregateKernel.Accumulator other, int[] groups) {
    IntervalSum from = (IntervalSum) other;
    for (int i = 0; i < groups.length; i++) {
      Interval value = from.sums[i];
      if (value != null) {
        add(groups[i], value, from.counts[i]);
      }
    }
  }

  @Override
  public void result(int group, Column into) {
    Interval sum = sums[group];
    if (sum == null) {
      into.appendNull();
    } else {
      (average ? IntervalFunctions.divided(sum, counts[group]) : sum).appendTo((BytesColumn) into);
    }
  }

  @Override
  public long retainedBytes() {
    return 40L * sums.length;
  }
}
