package dev.omendb.sql.function.compare;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.LongKernels;
import dev.omendb.sql.function.ScalarKernel;

/// Compares real and double precision as PostgreSQL does: NaN equals NaN and is above all others;
/// zero equals minus zero.
record DoubleComparison(Comparison comparison) implements ScalarKernel {
  @Override
  public void apply(CallContext context, Column[] arguments, int rows, Column result) {
    LongColumn out = LongKernels.prepare(arguments, rows, result);
    double[] left = ((DoubleColumn) arguments[0]).values();
    double[] right = ((DoubleColumn) arguments[1]).values();
    long[] to = out.values();
    switch (comparison) {
      case LESS -> less(left, right, to, rows);
      case LESS_OR_EQUAL -> lessOrEqual(left, right, to, rows);
      case EQUAL -> equal(left, right, to, rows);
      case NOT_EQUAL -> notEqual(left, right, to, rows);
      case GREATER_OR_EQUAL -> lessOrEqual(right, left, to, rows);
      case GREATER -> less(right, left, to, rows);
    }
  }

  private static void less(double[] left, double[] right, long[] to, int rows) {
    for (int i = 0; i < rows; i++) {
      to[i] = order(left[i], right[i]) < 0 ? 1 : 0;
    }
  }

  private static void lessOrEqual(double[] left, double[] right, long[] to, int rows) {
    for (int i = 0; i < rows; i++) {
      to[i] = order(left[i], right[i]) <= 0 ? 1 : 0;
    }
  }

  private static void equal(double[] left, double[] right, long[] to, int rows) {
    for (int i = 0; i < rows; i++) {
      to[i] = order(left[i], right[i]) == 0 ? 1 : 0;
    }
  }

  private static void notEqual(double[] left, double[] right, long[] to, int rows) {
    for (int i = 0; i < rows; i++) {
      to[i] = order(left[i], right[i]) != 0 ? 1 : 0;
    }
  }

  static int order(double left, double right) {
    if (left < right) {
      return -1;
    }
    if (left > right) {
      return 1;
    }
    if (left == right) {
      return 0;
    }
    boolean leftNan = left != left;
    boolean rightNan = right != right;
    return leftNan == rightNan ? 0 : leftNan ? 1 : -1;
  }

  @Override
  public boolean isInfallible() {
    return true;
  }
}
