package dev.omendb.sql.execute;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.function.AggregateKernel;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Two aggregates simple enough to check by eye.
public final class Kernels {
  /// Sum of a LongColumn, NULL without any.
  public static final AggregateKernel SUM = _ -> new Sum();

  /// Texts one after the other, NULL without any.
  public static final AggregateKernel CONCAT = _ -> new Concat();

  private Kernels() {}

  private static final class Sum implements AggregateKernel.Accumulator {
    private final List<long[]> states = new ArrayList<>();

    @Override
    public void ensureGroups(int groupCount) {
      while (states.size() < groupCount) {
        states.add(new long[2]);
      }
    }

    @Override
    public void add(int[] groups, Column[] arguments, int rows) {
      for (int row = 0; row < rows; row++) {
        if (!arguments[0].isNull(row)) {
          states.get(groups[row])[0] += ((LongColumn) arguments[0]).get(row);
          states.get(groups[row])[1]++;
        }
      }
    }

    @Override
    public void merge(AggregateKernel.Accumulator other, int[] groups) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void result(int group, Column into) {
      if (states.get(group)[1] == 0) {
        into.appendNull();
      } else {
        ((LongColumn) into).append(states.get(group)[0]);
      }
    }

    @Override
    public long retainedBytes() {
      return 32L * states.size();
    }
  }

  private static final class Concat implements AggregateKernel.Accumulator {
    private final List<ByteArrayOutputStream> states = new ArrayList<>();

    @Override
    public void ensureGroups(int groupCount) {
      while (states.size() < groupCount) {
        states.add(new ByteArrayOutputStream());
      }
    }

    @Override
    public void add(int[] groups, Column[] arguments, int rows) {
      BytesColumn texts = (BytesColumn) arguments[0];
      for (int row = 0; row < rows; row++) {
        if (!texts.isNull(row)) {
          states.get(groups[row]).write(texts.heap(), texts.offset(row), texts.length(row));
        }
      }
    }

    @Override
    public void merge(AggregateKernel.Accumulator other, int[] groups) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void result(int group, Column into) {
      if (states.get(group).size() == 0) {
        into.appendNull();
      } else {
        ((BytesColumn) into).append(states.get(group).toByteArray());
      }
    }

    @Override
    public long retainedBytes() {
      return 64L * states.size();
    }
  }
}
