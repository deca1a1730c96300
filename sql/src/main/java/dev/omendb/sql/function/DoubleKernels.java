package dev.omendb.sql.function;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;

/// Lifts functions of doubles (double precision, and real held in a double) to strict kernels.
public final class DoubleKernels {
  private DoubleKernels() {}

  @FunctionalInterface
  public interface Unary {
    double apply(double value);
  }

  @FunctionalInterface
  public interface Binary {
    double apply(double left, double right);
  }

  @FunctionalInterface
  public interface ToLong {
    long apply(double value);
  }

  public static ScalarKernel unary(Unary function) {
    return (context, arguments, rows, result) -> {
      DoubleColumn out = prepare(arguments, rows, result);
      double[] from = ((DoubleColumn) arguments[0]).values();
      double[] to = out.values();
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
      DoubleColumn out = prepare(arguments, rows, result);
      double[] left = ((DoubleColumn) arguments[0]).values();
      double[] right = ((DoubleColumn) arguments[1]).values();
      double[] to = out.values();
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

  public static ScalarKernel toLong(ToLong function) {
    return (context, arguments, rows, result) -> {
      LongColumn out = LongKernels.prepare(arguments, rows, result);
      double[] from = ((DoubleColumn) arguments[0]).values();
      long[] to = out.values();
      for (int i = 0; i < rows; i++) {
        if (!out.isNull(i)) {
          to[i] = function.apply(from[i]);
        }
      }
    };
  }

  /// Sizes a result of `rows` rows whose NULLs are those of any argument.
  public static DoubleColumn prepare(Column[] arguments, int rows, Column result) {
    DoubleColumn out = (DoubleColumn) result;
    out.resize(rows);
    for (Column argument : arguments) {
      out.addNullsOf(argument);
    }
    return out;
  }
}
