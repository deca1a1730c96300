package dev.omendb.sql.function.aggregate;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.AggregateKernel;
import dev.omendb.sql.function.math.DecimalMath;
import dev.omendb.sql.type.numeric.Numeric;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// sum and avg of numeric. Values whose scale stays the same add as longs until they overflow.
final class DecimalSum implements AggregateKernel.Accumulator {
  private final boolean average;
  private @Nullable BigDecimal[] sums = new BigDecimal[1];

  /// Unscaled part not yet in `sums`, at `scales`.
  private long[] pending = new long[1];

  private int[] scales = new int[1];
  private long[] counts = new long[1];

  /// Sum of NaN and infinite values as a double: 0 when there were none.
  private double[] special = new double[1];

  DecimalSum(boolean average) {
    this.average = average;
  }

  @Override
  public void ensureGroups(int groupCount) {
    if (groupCount > sums.length) {
      int capacity = Math.max(groupCount, sums.length * 2);
      sums = Arrays.copyOf(sums, capacity);
      pending = Arrays.copyOf(pending, capacity);
      scales = Arrays.copyOf(scales, capacity);
      counts = Arrays.copyOf(counts, capacity);
      special = Arrays.copyOf(special, capacity);
    }
  }

  @Override
  public void add(int[] groups, Column[] arguments, int rows) {
    BytesColumn argument = (BytesColumn) arguments[0];
    for (int i = 0; i < rows; i++) {
      if (!argument.isNull(i)) {
        add(groups[i], argument, i);
      }
    }
  }

  private void add(int group, BytesColumn argument, int row) {
    counts[group]++;
    if (Numeric.kind(argument, row) != Numeric.Kind.FINITE) {
      special[group] += Numeric.doubleValue(argument, row);
      return;
    }
    if (!Numeric.isLong(argument, row)) {
      addDecimal(group, Numeric.decimal(argument, row));
      return;
    }
    int scale = Numeric.scale(argument, row);
    if (scale != scales[group]) {
      flush(group);
      scales[group] = scale;
    }
    long value = Numeric.unscaledLong(argument, row);
    long sum = pending[group] + value;
    if (((pending[group] ^ sum) & (value ^ sum)) < 0) {
      flush(group);
      sum = value;
    }
    pending[group] = sum;
  }

  private void flush(int group) {
    BigDecimal rest = BigDecimal.valueOf(pending[group], scales[group]);
    pending[group] = 0;
    if (rest.signum() != 0 || rest.scale() > 0) {
      addDecimal(group, rest);
    }
  }

  private void addDecimal(int group, BigDecimal value) {
    BigDecimal sum = sums[group];
    sums[group] = sum == null ? value : sum.add(value);
  }

  @Override
  public void merge(AggregateKernel.Accumulator other, int[] groups) {
    DecimalSum from = (DecimalSum) other;
    for (int i = 0; i < groups.length; i++) {
      if (from.counts[i] > 0) {
        addDecimal(groups[i], from.total(i));
        counts[groups[i]] += from.counts[i];
        special[groups[i]] += from.special[i];
      }
    }
  }

  private BigDecimal total(int group) {
    flush(group);
    BigDecimal sum = sums[group];
    return sum == null ? BigDecimal.ZERO : sum;
  }

  @Override
  public void result(int group, Column into) {
    BytesColumn out = (BytesColumn) into;
    double extra = special[group];
    if (counts[group] == 0) {
      out.appendNull();
    } else if (extra != 0) {
      Numeric.appendSpecial(
          Double.isNaN(extra)
              ? Numeric.Kind.NAN
              : extra > 0 ? Numeric.Kind.POSITIVE_INFINITY : Numeric.Kind.NEGATIVE_INFINITY,
          out);
    } else {
      BigDecimal sum = total(group);
      Numeric.append(
          average ? DecimalMath.divide(sum, BigDecimal.valueOf(counts[group])) : sum, out);
    }
  }

  @Override
  public long retainedBytes() {
    return 80L * sums.length;
  }
}
