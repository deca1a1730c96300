package dev.omendb.sql.function.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Metric;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.DoubleKernels;
import dev.omendb.sql.function.ScalarKernel;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// A distance between the vectors of two columns, in bulk through the compute engine. One constant
/// side (the query) is decoded once.
///
/// @param finish turns the operator's distance into this function's result
record DistanceKernel(Dense type, Metric metric, DoubleUnaryOperator finish)
    implements ScalarKernel {
  @Override
  public void apply(CallContext context, Column[] arguments, int rows, Column result) {
    DoubleColumn out = DoubleKernels.prepare(arguments, rows, result);
    BytesColumn left = (BytesColumn) arguments[0];
    BytesColumn right = (BytesColumn) arguments[1];
    int[] selected = out.hasNulls() ? notNull(out, rows) : null;
    int count = selected == null ? rows : selected.length;
    if (count == 0) {
      return;
    }
    int first = selected == null ? 0 : selected[0];
    int dimensions = type.dimensions(left, first);
    int[] leftOffsets = left.offsets();
    int[] rightOffsets = right.offsets();
    boolean sameLeft = true;
    boolean sameRight = true;
    boolean sameSize = true;
    for (int i = 0; i < count; i++) {
      int row = selected == null ? i : selected[i];
      int a = left.length(row);
      int b = right.length(row);
      if (a != b) {
        type.requireSame(type.dimensions(left, row), type.dimensions(right, row));
      }
      sameSize &= a == left.length(first);
      sameLeft &= leftOffsets[row] == leftOffsets[first];
      sameRight &= rightOffsets[row] == rightOffsets[first];
    }
    double[] distances = selected == null ? out.values() : new double[count];
    ComputeEngine compute = context.compute();
    if (!sameSize) {
      for (int i = 0; i < count; i++) {
        int row = selected == null ? i : selected[i];
        float[] a = type.floats(left, row);
        distances[i] = compute.distance(metric, a, type.floats(right, row), a.length);
      }
    } else if (sameRight) {
      one(
          compute,
          type.floats(right, first),
          left,
          gather(leftOffsets, selected, count),
          count,
          distances);
    } else if (sameLeft) {
      one(
          compute,
          type.floats(left, first),
          right,
          gather(rightOffsets, selected, count),
          count,
          distances);
    } else {
      pairs(
          compute,
          dimensions,
          left,
          gather(leftOffsets, selected, count),
          right,
          gather(rightOffsets, selected, count),
          count,
          distances);
    }
    for (int i = 0; i < count; i++) {
      out.set(selected == null ? i : selected[i], finish.applyAsDouble(distances[i]));
    }
  }

  private static int[] notNull(DoubleColumn out, int rows) {
    int[] selected = new int[rows];
    int count = 0;
    for (int i = 0; i < rows; i++) {
      selected[count] = i;
      count += out.isNull(i) ? 0 : 1;
    }
    return Arrays.copyOf(selected, count);
  }

  private void one(
      ComputeEngine compute,
      float[] query,
      BytesColumn vectors,
      int[] offsets,
      int count,
      double[] distances) {
    switch (type) {
      case VECTOR ->
          compute.floatDistances(
              metric, query, query.length, vectors.heap(), offsets, count, distances);
      case HALFVEC ->
          compute.halfDistances(
              metric, query, query.length, vectors.heap(), offsets, count, distances);
    }
  }

  private void pairs(
      ComputeEngine compute,
      int dimensions,
      BytesColumn left,
      int[] leftOffsets,
      BytesColumn right,
      int[] rightOffsets,
      int count,
      double[] distances) {
    switch (type) {
      case VECTOR ->
          compute.floatPairDistances(
              metric,
              dimensions,
              left.heap(),
              leftOffsets,
              right.heap(),
              rightOffsets,
              count,
              distances);
      case HALFVEC ->
          compute.halfPairDistances(
              metric,
              dimensions,
              left.heap(),
              leftOffsets,
              right.heap(),
              rightOffsets,
              count,
              distances);
    }
  }

  private static int[] gather(
      int[] offsets, int @org.jspecify.annotations.Nullable [] rows, int count) {
    if (rows == null) {
      return offsets;
    }
    int[] gathered = new int[count];
    for (int i = 0; i < count; i++) {
      gathered[i] = offsets[rows[i]];
    }
    return gathered;
  }
}
