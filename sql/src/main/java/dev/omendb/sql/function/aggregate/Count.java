package dev.omendb.sql.function.aggregate;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.function.AggregateKernel;
import java.util.Arrays;

/// count(*) and count(x).
final class Count implements AggregateKernel.Accumulator {
  private long[] counts = new long[1];

  @Override
  public void ensureGroups(int groupCount) {
    if (groupCount > counts.length) {
      counts = Arrays.copyOf(counts, Math.max(groupCount, counts.length * 2));
    }
  }

  @Override
  public void add(int[] groups, Column[] arguments, int rows) {
    if (arguments.length == 0 || !arguments[0].hasNulls()) {
      for (int i = 0; i < rows; i++) {
        counts[groups[i]]++;
      }
      return;
    }
    Column argument = arguments[0];
    for (int i = 0; i < rows; i++) {
      counts[groups[i]] += argument.isNull(i) ? 0 : 1;
    }
  }

  @Override
  public void merge(AggregateKernel.Accumulator other, int[] groups) {
    long[] from = ((Count) other).counts;
    for (int i = 0; i < groups.length; i++) {
      counts[groups[i]] += from[i];
    }
  }

  @Override
  public void result(int group, Column into) {
    ((LongColumn) into).append(counts[group]);
  }

  @Override
  public long retainedBytes() {
    return 8L * counts.length;
  }
}
