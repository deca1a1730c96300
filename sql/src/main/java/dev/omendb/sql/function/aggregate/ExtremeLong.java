package dev.omendb.sql.function.aggregate;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.function.AggregateKernel;
import java.util.Arrays;

/// min, max, bool_and, bool_or, bit_and, bit_or and bit_xor over longs: folds two values into one.
final class ExtremeLong implements AggregateKernel.Accumulator {
  /// How two values become one.
  enum Fold {
    MINIMUM,
    MAXIMUM,
    AND,
    OR,
    XOR
  }

  private final Fold fold;
  private long[] values = new long[1];
  private boolean[] present = new boolean[1];

  ExtremeLong(Fold fold) {
    this.fold = fold;
  }

  @Override
  public void ensureGroups(int groupCount) {
    if (groupCount > values.length) {
      int capacity = Math.max(groupCount, values.length * 2);
      values = Arrays.copyOf(values, capacity);
      present = Arrays.copyOf(present, capacity);
    }
  }

  @Override
  public void add(int[] groups, Column[] arguments, int rows) {
    LongColumn argument = (LongColumn) arguments[0];
    long[] from = argument.values();
    for (int i = 0; i < rows; i++) {
      if (!argument.isNull(i)) {
        add(groups[i], from[i]);
      }
    }
  }

  private void add(int group, long value) {
    if (!present[group]) {
      present[group] = true;
      values[group] = value;
      return;
    }
    long current = values[group];
    values[group] =
        switch (fold) {
          case MINIMUM -> Math.min(current, value);
          case MAXIMUM -> Math.max(current, value);
          case AND -> current & value;
          case OR -> current | value;
          case XOR -> current ^ value;
        };
  }

  @Override
  public void merge(AggregateKernel.Accumulator other, int[] groups) {
    ExtremeLong from = (ExtremeLong) other;
    for (int i = 0; i < groups.length; i++) {
      if (from.present[i]) {
        add(groups[i], from.values[i]);
      }
    }
  }

  @Override
  public void result(int group, Column into) {
    if (present[group]) {
      ((LongColumn) into).append(values[group]);
    } else {
      into.appendNull();
    }
  }

  @Override
  public long retainedBytes() {
    return 9L * values.length;
  }
}
