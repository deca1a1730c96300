package dev.omendb.sql.function.vector;

import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.AggregateKernel;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import dev.omendb.sql.type.array.ArrayBuilder;
import dev.omendb.sql.type.array.ArrayValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// avg and sum over vectors, and the state functions of avg that pgvector lets users call. Their
/// state is a double precision[]: the count, then a sum for each dimension.
final class VectorAggregates {
  private VectorAggregates() {}

  static void addTo(Implementations into) {
    for (Dense type : Dense.values()) {
      String name = type.type();
      into.aggregate("avg(" + name + ")", context -> new VectorSum(type, true));
      into.aggregate("sum(" + name + ")", context -> new VectorSum(type, false));
      into.row(name + "_accum", (c, a, i, r) -> accumulate(type, a, i, r));
      into.row(name + "_avg", (c, a, i, r) -> average(type, a[0], i, r));
    }
    into.row("vector_combine", (c, a, i, r) -> combine(a, i, r));
  }

  private static PgType doubleType() {
    return Types.builtin().byOid(TypeOids.FLOAT8);
  }

  private static double[] state(Column column, int row, String function) {
    ArrayValue array = new ArrayValue(doubleType()).at(column, row);
    if (array.dimensions() != 1 || array.hasNulls() || array.count() < 1) {
      throw new DatabaseException(
          SqlState.INTERNAL_ERROR, function + ": expected state array");
    }
    double[] state = new double[array.count()];
    for (int i = 0; i < state.length; i++) {
      state[i] = array.doubleAt(i);
    }
    return state;
  }

  private static void putState(double[] state, Column result) {
    ArrayBuilder builder = new ArrayBuilder(doubleType());
    for (double value : state) {
      put(builder.elements(), value);
    }
    builder.finish((BytesColumn) result);
  }

  private static void accumulate(Dense type, Column[] arguments, int row, Column result) {
    double[] state = state(arguments[0], row, type.type() + "_accum");
    float[] values = type.floats(arguments[1], row);
    boolean isFirst = state.length == 1;
    if (isFirst) {
      state = Arrays.copyOf(state, values.length + 1);
    } else {
      requireExpected(state.length - 1, values.length);
    }
    state[0] += 1;
    for (int i = 0; i < values.length; i++) {
      state[i + 1] = isFirst ? values[i] : state[i + 1] + values[i];
      if (Double.isInfinite(state[i + 1])) {
        throw VectorFunctions.outOfRange("overflow");
      }
    }
    putState(state, result);
  }

  static void requireExpected(int expected, int dimensions) {
    if (expected != dimensions) {
      throw new DatabaseException(
          SqlState.DATA_EXCEPTION, "expected " + expected + " dimensions, not " + dimensions);
    }
  }

  private static void combine(Column[] arguments, int row, Column result) {
    double[] left = state(arguments[0], row, "vector_combine");
    double[] right = state(arguments[1], row, "vector_combine");
    if (left[0] == 0 || right[0] == 0) {
      putState(left[0] == 0 ? right : left, result);
      return;
    }
    requireExpected(left.length - 1, right.length - 1);
    left[0] += right[0];
    for (int i = 1; i < left.length; i++) {
      left[i] += right[i];
      if (Double.isInfinite(left[i])) {
        throw VectorFunctions.outOfRange("overflow");
      }
    }
    putState(left, result);
  }

  private static void average(Dense type, Column column, int row, Column result) {
    double[] state = state(column, row, type.type() + "_avg");
    if (state[0] == 0) {
      result.appendNull();
      return;
    }
    float[] mean = new float[state.length - 1];
    type.requireDimensions(mean.length);
    for (int i = 0; i < mean.length; i++) {
      mean[i] = type.convert((float) (state[i + 1] / state[0]));
      type.requireElement(mean[i]);
    }
    type.append(mean, result);
  }

  /// Grouped sums: double precision for avg; sum adds floats, as pgvector's vector_add does.
  static final class VectorSum implements AggregateKernel.Accumulator {
    private final Dense type;
    private final boolean average;
    private double[] @Nullable [] sums = new double[1][];
    private long[] counts = new long[1];

    VectorSum(Dense type, boolean average) {
      this.type = type;
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
          float[] floats = type.floats(arguments[0], i);
          double[] values = new double[floats.length];
          for (int d = 0; d < values.length; d++) {
            values[d] = floats[d];
          }
          add(groups[i], values);
          counts[groups[i]]++;
        }
      }
    }

    /// The first values of a group are its sum as they are, so that -0 stays.
    private void add(int group, double[] values) {
      double[] sum = sums[group];
      if (sum == null) {
        sums[group] = values;
        return;
      }
      if (average) {
        requireExpected(sum.length, values.length);
      } else {
        type.requireSame(sum.length, values.length);
      }
      for (int d = 0; d < values.length; d++) {
        sum[d] = added(sum[d], values[d]);
      }
    }

    private double added(double sum, double value) {
      double next = average ? sum + value : type.rounded((float) sum + (float) value);
      if (Double.isInfinite(next)) {
        throw VectorFunctions.outOfRange("overflow");
      }
      return next;
    }

    @Override
    public void merge(AggregateKernel.Accumulator other, int[] groups) {
      VectorSum from = (VectorSum) other;
      for (int i = 0; i < groups.length; i++) {
        double[] values = from.sums[i];
        if (values != null) {
          add(groups[i], values.clone());
          counts[groups[i]] += from.counts[i];
        }
      }
    }

    @Override
    public void result(int group, Column into) {
      double[] sum = sums[group];
      if (sum == null) {
        into.appendNull();
        return;
      }
      float[] values = new float[sum.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = average ? type.convert((float) (sum[i] / counts[group])) : (float) sum[i];
        type.requireElement(values[i]);
      }
      type.append(values, into);
    }

    @Override
    public long retainedBytes() {
      long bytes = 16L * sums.length;
      for (double[] sum : sums) {
        bytes += sum == null ? 0 : 8L * sum.length;
      }
      return bytes;
    }
  }
}
