package dev.omendb.sql.function.aggregate;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.function.AggregateKernel;
import dev.omendb.sql.function.math.DecimalMath;
import dev.omendb.sql.type.numeric.Numeric;
import java.math.BigDecimal;
import java.util.Arrays;

/// Variance and standard deviation of integers and numeric: exact sums, numeric result.
final class DecimalVariance implements AggregateKernel.Accumulator {
  private final boolean sample;
  private final boolean squareRoot;
  private BigDecimal[] sums = {BigDecimal.ZERO};
  private BigDecimal[] squares = {BigDecimal.ZERO};
  private long[] counts = new long[1];
  private boolean[] notFinite = new boolean[1];

  /// @param sample over n - 1
  /// @param squareRoot standard deviation
  DecimalVariance(boolean sample, boolean squareRoot) {
    this.sample = sample;
    this.squareRoot = squareRoot;
  }

  @Override
  public void ensureGroups(int groupCount) {
    int from = sums.length;
    if (groupCount > from) {
      int capacity = Math.max(groupCount, from * 2);
      sums = Arrays.copyOf(sums, capacity);
      squares = Arrays.copyOf(squares, capacity);
      Arrays.fill(sums, from, capacity, BigDecimal.ZERO);
      Arrays.fill(squares, from, capacity, BigDecimal.ZERO);
      counts = Arrays.copyOf(counts, capacity);
      notFinite = Arrays.copyOf(notFinite, capacity);
    }
  }

  @Override
  public void add(int[] groups, Column[] arguments, int rows) {
    Column argument = arguments[0];
    for (int i = 0; i < rows; i++) {
      if (argument.isNull(i)) {
        continue;
      }
      if (argument instanceof LongColumn longs) {
        add(groups[i], BigDecimal.valueOf(longs.get(i)));
      } else if (Numeric.kind((BytesColumn) argument, i) == Numeric.Kind.FINITE) {
        add(groups[i], Numeric.decimal((BytesColumn) argument, i));
      } else {
        counts[groups[i]]++;
        notFinite[groups[i]] = true;
      }
    }
  }

  private void add(int group, BigDecimal value) {
    counts[group]++;
    sums[group] = sums[group].add(value);
    squares[group] = squares[group].add(value.multiply(value));
  }

  @Override
  public void merge(AggregateKernel.Accumulator other, int[] groups) {
    DecimalVariance from = (DecimalVariance) other;
    for (int i = 0; i < groups.length; i++) {
      int group = groups[i];
      sums[group] = sums[group].add(from.sums[i]);
      squares[group] = squares[group].add(from.squares[i]);
      counts[group] += from.counts[i];
      notFinite[group] |= from.notFinite[i];
    }
  }

  @Override
  public void result(int group, Column into) {
    BytesColumn out = (BytesColumn) into;
    long n = counts[group];
    if (n < (sample ? 2 : 1)) {
      out.appendNull();
      return;
    }
    if (notFinite[group]) {
      Numeric.appendSpecial(Numeric.Kind.NAN, out);
      return;
    }
    BigDecimal count = BigDecimal.valueOf(n);
    BigDecimal numerator =
        squares[group].multiply(count).subtract(sums[group].multiply(sums[group]));
    if (numerator.signum() <= 0) {
      Numeric.append(0, 0, out);
      return;
    }
    BigDecimal divisor = count.multiply(BigDecimal.valueOf(sample ? n - 1 : n));
    BigDecimal variance = DecimalMath.divide(numerator, divisor);
    Numeric.append(squareRoot ? DecimalMath.squareRoot(variance) : variance, out);
  }

  @Override
  public long retainedBytes() {
    return 120L * sums.length;
  }
}
