package dev.omendb.sql.function.aggregate;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.AggregateKernel;
import dev.omendb.sql.function.math.DecimalMath;
import dev.omendb.sql.type.numeric.Numeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/// sum and avg of integers, in 128 bits.
final class LongSum implements AggregateKernel.Accumulator {
  /// What the result is.
  enum Result {
    /// sum(smallint), sum(integer)
    BIGINT_SUM,
    /// sum(bigint)
    NUMERIC_SUM,
    /// avg of any integer
    AVERAGE
  }

  private final Result kind;
  private long[] low = new long[1];
  private long[] high = new long[1];
  private long[] counts = new long[1];

  LongSum(Result kind) {
    this.kind = kind;
  }

  @Override
  public void ensureGroups(int groupCount) {
    if (groupCount > low.length) {
      int capacity = Math.max(groupCount, low.length * 2);
      low = Arrays.copyOf(low, capacity);
      high = Arrays.copyOf(high, capacity);
      counts = Arrays.copyOf(counts, capacity);
    }
  }

  @Override
  public void add(int[] groups, Column[] arguments, int rows) {
    LongColumn argument = (LongColumn) arguments[0];
    long[] values = argument.values();
    if (!argument.hasNulls()) {
      for (int i = 0; i < rows; i++) {
        add(groups[i], values[i], values[i] >> 63, 1);
      }
      return;
    }
    for (int i = 0; i < rows; i++) {
      if (!argument.isNull(i)) {
        add(groups[i], values[i], values[i] >> 63, 1);
      }
    }
  }

  private void add(int group, long lowPart, long highPart, long count) {
    long sum = low[group] + lowPart;
    long carry = Long.compareUnsigned(sum, lowPart) < 0 ? 1 : 0;
    low[group] = sum;
    high[group] += highPart + carry;
    counts[group] += count;
  }

  @Override
  public void merge(AggregateKernel.Accumulator other, int[] groups) {
    LongSum from = (LongSum) other;
    for (int i = 0; i < groups.length; i++) {
      add(groups[i], from.low[i], from.high[i], from.counts[i]);
    }
  }

  @Override
  public void result(int group, Column into) {
    if (counts[group] == 0) {
      into.appendNull();
      return;
    }
    boolean fits = high[group] == low[group] >> 63;
    switch (kind) {
      case BIGINT_SUM -> {
        if (!fits) {
          throw new DatabaseException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "bigint out of range");
        }
        ((LongColumn) into).append(low[group]);
      }
      case NUMERIC_SUM -> {
        if (fits) {
          Numeric.append(low[group], 0, (BytesColumn) into);
        } else {
          Numeric.append(new BigDecimal(sum(group)), (BytesColumn) into);
        }
      }
      case AVERAGE ->
          Numeric.append(
              DecimalMath.divide(new BigDecimal(sum(group)), BigDecimal.valueOf(counts[group])),
              (BytesColumn) into);
    }
  }

  private BigInteger sum(int group) {
    BigInteger lowPart = new BigInteger(Long.toUnsignedString(low[group]));
    return BigInteger.valueOf(high[group]).shiftLeft(64).add(lowPart);
  }

  @Override
  public long retainedBytes() {
    return 24L * low.length;
  }
}
