package dev.omendb.sql.function.vector;

import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.kernels.Metric;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.RowFunction;
import java.util.Arrays;

/// Functions and operators of vector and halfvec.
public final class VectorFunctions {
  private VectorFunctions() {}

  public static void addTo(Implementations into) {
    addDistances(into, Dense.VECTOR, "");
    addDistances(into, Dense.HALFVEC, "halfvec_");
    addElementwise(into, Dense.VECTOR, "");
    addElementwise(into, Dense.HALFVEC, "halfvec_");
    VectorCasts.addTo(into);
    VectorAggregates.addTo(into);
    SparseFunctions.addTo(into);
  }

  private static void addDistances(Implementations into, Dense type, String prefix) {
    into.kernel(prefix + "l2_distance", new DistanceKernel(type, Metric.L2, d -> d));
    into.kernel(prefix + "l1_distance", new DistanceKernel(type, Metric.L1, d -> d));
    into.kernel(prefix + "cosine_distance", new DistanceKernel(type, Metric.COSINE, d -> d));
    into.kernel(
        prefix + "inner_product", new DistanceKernel(type, Metric.INNER_PRODUCT, d -> 0 - d));
    String internal = type.type() + "_";
    into.kernel(
        internal + "negative_inner_product",
        new DistanceKernel(type, Metric.INNER_PRODUCT, d -> d));
    into.kernel(
        internal + "spherical_distance",
        new DistanceKernel(
            type, Metric.INNER_PRODUCT, d -> Math.acos(Math.clamp(-d, -1, 1)) / Math.PI));
    into.row(
        internal + "l2_squared_distance",
        (c, a, i, r) -> put(r, squaredDistance(type, type.floats(a[0], i), type.floats(a[1], i))));
  }

  private static void addElementwise(Implementations into, Dense type, String prefix) {
    into.row(prefix + "vector_dims", (c, a, i, r) -> put(r, (long) type.dimensions(a[0], i)));
    into.row(
        type == Dense.VECTOR ? "vector_norm" : "halfvec_l2_norm",
        (c, a, i, r) -> put(r, norm(type.floats(a[0], i))));
    into.row(
        prefix + "l2_normalize",
        (c, a, i, r) -> type.append(normalized(type, type.floats(a[0], i)), r));
    into.row(prefix + "subvector", (c, a, i, r) -> subvector(type, a, i, r));
    String internal = type.type() + "_";
    into.row(internal + "add", arithmetic(type, (a, b) -> a + b, false));
    into.row(internal + "sub", arithmetic(type, (a, b) -> a - b, false));
    into.row(internal + "mul", arithmetic(type, (a, b) -> a * b, true));
    into.row(internal + "concat", (c, a, i, r) -> concatenate(type, a, i, r));
  }

  /// A function of two elements.
  private interface Elementwise {
    float apply(float a, float b);
  }

  private static RowFunction arithmetic(Dense type, Elementwise function, boolean canUnderflow) {
    return (context, arguments, row, result) -> {
      float[] left = type.floats(arguments[0], row);
      float[] right = type.floats(arguments[1], row);
      type.requireSame(left.length, right.length);
      float[] values = new float[left.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = type.rounded(function.apply(left[i], right[i]));
        if (Float.isInfinite(values[i])) {
          throw outOfRange("overflow");
        }
        if (canUnderflow && values[i] == 0 && left[i] != 0 && right[i] != 0) {
          throw outOfRange("underflow");
        }
      }
      type.append(values, result);
    };
  }

  static DatabaseException outOfRange(String direction) {
    return new DatabaseException(
        SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value out of range: " + direction);
  }

  private static double squaredDistance(Dense type, float[] a, float[] b) {
    type.requireSame(a.length, b.length);
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      float difference = a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  /// A vector without length stays as it is.
  private static float[] normalized(Dense type, float[] values) {
    double norm = norm(values);
    float[] normalized = new float[values.length];
    if (norm > 0) {
      for (int i = 0; i < values.length; i++) {
        normalized[i] = type.rounded((float) (values[i] / norm));
        if (Float.isInfinite(normalized[i])) {
          throw outOfRange("overflow");
        }
      }
    }
    return normalized;
  }

  /// subvector(v, start, count), 1-based; clipped to the vector like substring.
  private static void subvector(Dense type, Column[] arguments, int row, Column result) {
    float[] values = type.floats(arguments[0], row);
    int start = integer(arguments[1], row);
    int count = integer(arguments[2], row);
    type.requireDimensions(Math.min(count, 1));
    int end = start > values.length - count ? values.length + 1 : start + count;
    int from = Math.max(start, 1);
    type.requireDimensions(from > values.length ? 0 : end - from);
    type.append(Arrays.copyOfRange(values, from - 1, end - 1), result);
  }

  private static void concatenate(Dense type, Column[] arguments, int row, Column result) {
    float[] left = type.floats(arguments[0], row);
    float[] right = type.floats(arguments[1], row);
    type.requireDimensions(left.length + right.length);
    float[] joined = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, joined, left.length, right.length);
    type.append(joined, result);
  }
}
