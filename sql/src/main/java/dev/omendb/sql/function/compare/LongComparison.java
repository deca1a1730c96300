package dev.omendb.sql.function.compare;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.LongKernels;
import dev.omendb.sql.function.ScalarKernel;

/// Compares integers, booleans, dates and timestamps: one branch-free loop per comparison.
record LongComparison(Comparison comparison) implements ScalarKernel {
  @Override
  public void apply(CallContext context, Column[] arguments, int rows, Column result) {
    LongColumn out = LongKernels.prepare(arguments, rows, result);
    long[] left = ((LongColumn) arguments[0]).values();
    long[] right = ((LongColumn) arguments[1]).values();
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

  private static void less(long[] left, long[] right, long[] to, int rows) {
    for (int i = 0; i < rows; i++) {
      to[i] = left[i] < right[i] ? 1 : 0;
    }
  }

  private static void lessOrEqual(long[] left, long[] right, long[] to, int rows) {
    for (int i = 0; i < rows; i++) {
      to[i] = left[i] <= right[i] ? 1 : 0;
    }
  }

  private static void equal(long[] left, long[] right, long[] to, int rows) {
    for (int i = 0; i < rows; i++) {
      to[i] = left[i] == right[i] ? 1 : 0;
    }
  }

  private static void notEqual(long[] left, long[] right, long[] to, int rows) {
    for (int i = 0; i < rows; i++) {
      to[i] = left[i] != right[i] ? 1 : 0;
    }
  }

  @Override
  public boolean isInfallible() {
    return true;
  }
}
