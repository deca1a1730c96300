package dev.omendb.sql.function;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;

/// Lifts functions of longs (integers, booleans, dates, timestamps) to strict kernels over columns.
/// NULL rows are skipped, so a function never sees their garbage.
public final class LongKernels {
  private LongKernels() {}

  @FunctionalInterface
  public interface Unary {
    long apply(long value);
  }

  @FunctionalInterface
  public interface Binary {
    long apply(long left, long right);
  }

  @FunctionalInterface
  public interface ToDouble {
    double apply(long value);
  }

  @FunctionalInterface
  public interface Test {
    boolean test(long left, long right);
  }

  public static ScalarKernel unary(Unary function) {
    return (context, arguments, rows, result) -> {
      LongColumn argument = (LongColumn) arguments[0];
      LongColumn out = prepare(arguments, rows, result);
      long[] from = argument.values();
      long[] to = out.values();
      if (!out.hasNulls()) {
        for (int i = 0; i < rows; i++) {
          to[i] = function.apply(from[i]);
        }
        return;
      }
      for (int i = 0; i < rows; i++) {
        if (!out.isNull(i)) {
          to[i] = function.apply(from[i]);
        }
      }
    };
  }

  public static ScalarKernel binary(Binary function) {
    return (context, arguments, rows, result) -> {
      LongColumn out = prepare(arguments, rows, result);
      long[] left = ((LongColumn) arguments[0]).values();
      long[] right = ((LongColumn) arguments[1]).values();
      long[] to = out.values();
      if (!out.hasNulls()) {
        for (int i = 0; i < rows; i++) {
          to[i] = function.apply(left[i], right[i]);
        }
        return;
      }
      for (int i = 0; i < rows; i++) {
        if (!out.isNull(i)) {
          to[i] = function.apply(left[i], right[i]);
        }
      }
    };
  }

  public static ScalarKernel test(Test function) {
    return binary((left, right) -> function.test(left, right) ? 1 : 0);
  }

  public static ScalarKernel toDouble(ToDouble function) {
    return (context, arguments, rows, result) -> {
      DoubleColumn out = DoubleKernels.prepare(arguments, rows, result);
      long[] from = ((LongColumn) arguments[0]).values();
      double[] to = out.values();
      for (int i = 0; i < rows; i++) {
        if (!out.isNull(i)) {
          to[i] = function.apply(from[i]);
        }
      }
    };
  }

  /// Sizes a result of `rows` rows whose NULLs are those of any argument.
  public static LongColumn prepare(Column[] arguments, int rows, Column result) {
    LongColumn out = (LongColumn) result;
    out.resize(rows);
    for (Column argument : arguments) {
      out.addNullsOf(argument);
    }
    return out;
  }
}
