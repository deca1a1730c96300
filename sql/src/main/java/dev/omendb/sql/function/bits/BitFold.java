package dev.omendb.sql.function.bits;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.AggregateKernel;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// bit_and, bit_or and bit_xor over bit strings.
final class BitFold implements AggregateKernel.Accumulator {
  /// A function of two bytes.
  interface ByteOperator {
    int apply(int a, int b);
  }

  private final String name;
  private @Nullable Bits[] values = new Bits[1];

  /// @param name and, or, xor
  BitFold(String name) {
    this.name = name;
  }

  @Override
  public void ensureGroups(int groupCount) {
    if (groupCount > values.length) {
      values = Arrays.copyOf(values, Math.max(groupCount, values.length * 2));
    }
  }

  @Override
  public void add(int[] groups, Column[] arguments, int rows) {
    for (int i = 0; i < rows; i++) {
      if (!arguments[0].isNull(i)) {
        add(groups[i], new Bits(arguments[0], i));
      }
    }
  }

  private void add(int group, Bits value) {
    Bits before = values[group];
    if (before == null) {
      values[group] = value;
      return;
    }
    if (before.length() != value.length()) {
      throw new DatabaseException(
          SqlState.STRING_DATA_LENGTH_MISMATCH,
          "cannot " + name.toUpperCase(Locale.ROOT) + " bit strings of different sizes");
    }
    values[group] =
        before.combined(
            value,
            switch (name) {
              case "and" -> (a, b) -> a & b;
              case "or" -> (a, b) -> a | b;
              default -> (a, b) -> a ^ b;
            });
  }

  @Override
  public void merge(AggregateKernel.Accumulator other, int[] groups) {
    BitFold from = (BitFold) other;
    for (int i = 0; i < groups.length; i++) {
      Bits value = from.values[i];
      if (value != null) {
        add(groups[i], value);
      }
    }
  }

  @Override
  public void result(int group, Column into) {
    Bits value = values[group];
    if (value == null) {
      into.appendNull();
    } else {
      value.appendTo(into);
    }
  }

  @Override
  public long retainedBytes() {
    return 48L * values.length;
  }
}
