package dev.omendb.sql.function.vector;

import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.SparseDistances;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.RowFunction;
import dev.omendb.sql.type.vector.SparseCodec;
import dev.omendb.sql.type.vector.VectorChecks;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// Functions of sparsevec and its casts.
final class SparseFunctions {
  private static final String TYPE = "sparsevec";

  private SparseFunctions() {}

  static void addTo(Implementations into) {
    into.row("sparsevec_l2_distance", distance(Metric.L2, d -> d));
    into.row("sparsevec_l1_distance", distance(Metric.L1, d -> d));
    into.row("sparsevec_cosine_distance", distance(Metric.COSINE, d -> d));
    into.row("sparsevec_inner_product", distance(Metric.INNER_PRODUCT, d -> 0 - d));
    into.row("sparsevec_negative_inner_product", distance(Metric.INNER_PRODUCT, d -> d));
    into.row("sparsevec_l2_squared_distance", (c, a, i, r) -> put(r, squaredDistance(a, i)));
    into.row("sparsevec_l2_norm", (c, a, i, r) -> put(r, norm(values(a[0], i))));
    into.row("sparsevec_l2_normalize", SparseFunctions::normalize);
    into.row("vector_to_sparsevec", (c, a, i, r) -> fromDense(Dense.VECTOR, a, i, r));
    into.row("halfvec_to_sparsevec", (c, a, i, r) -> fromDense(Dense.HALFVEC, a, i, r));
    into.row("sparsevec_to_vector", (c, a, i, r) -> toDense(Dense.VECTOR, a, i, r));
    into.row("sparsevec_to_halfvec", (c, a, i, r) -> toDense(Dense.HALFVEC, a, i, r));
    into.typedRow(
        "array_to_sparsevec",
        (types, t) ->
            (c, a, i, r) -> {
              float[] dense =
                  VectorCasts.arrayFloats(
                      types.get(0),
                      a[0],
                      i,
                      count -> {
                        VectorChecks.dimensions(TYPE, count, SparseCodec.MAX_DIMENSIONS);
                        VectorCasts.requireExpected(a, i, count);
                      });
              for (float value : dense) {
                VectorChecks.element(TYPE, value);
              }
              append(dense, r);
            });
  }

  private static float[] values(Column column, int row) {
    return SparseCodec.values((BytesColumn) column, row);
  }

  private static SparseDistances.Slice slice(Column column, int row) {
    return SparseCodec.slice((BytesColumn) column, row);
  }

  private static void requireSame(Column[] arguments, int row) {
    int left = SparseCodec.dimensions((BytesColumn) arguments[0], row);
    int right = SparseCodec.dimensions((BytesColumn) arguments[1], row);
    if (left != right) {
      throw new DatabaseException(
          SqlState.DATA_EXCEPTION,
          "different sparsevec dimensions %d and %d".formatted(left, right));
    }
  }

  private static RowFunction distance(Metric metric, DoubleUnaryOperator finish) {
    return (context, arguments, row, result) -> {
      requireSame(arguments, row);
      double distance =
          SparseDistances.distance(metric, slice(arguments[0], row), slice(arguments[1], row));
      put(result, finish.applyAsDouble(distance));
    };
  }

  private static double squaredDistance(Column[] arguments, int row) {
    requireSame(arguments, row);
    double distance =
        SparseDistances.distance(Metric.L2, slice(arguments[0], row), slice(arguments[1], row));
    // The kernel's root of a float sum, squared and rounded to float, is that sum again.
    return (float) (distance * distance);
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private static void normalize(CallContext context, Column[] arguments, int row, Column result) {
    BytesColumn vectors = (BytesColumn) arguments[0];
    float[] values = values(vectors, row);
    int[] indices = SparseCodec.indices(vectors, row);
    double norm = norm(values);
    int kept = 0;
    for (int i = 0; i < values.length && norm > 0; i++) {
      float normalized = (float) (values[i] / norm);
      if (Float.isInfinite(normalized)) {
        throw VectorFunctions.outOfRange("overflow");
      }
      if (normalized != 0) {
        values[kept] = normalized;
        indices[kept++] = indices[i];
      }
    }
    SparseCodec.append(
        SparseCodec.dimensions(vectors, row), indices, values, kept, (BytesColumn) result);
  }

  private static void fromDense(Dense type, Column[] arguments, int row, Column result) {
    float[] dense = type.floats(arguments[0], row);
    VectorCasts.requireExpected(arguments, row, dense.length);
    append(dense, result);
  }

  private static void append(float[] dense, Column result) {
    int[] indices = new int[dense.length];
    float[] values = new float[dense.length];
    int count = 0;
    for (int i = 0; i < dense.length; i++) {
      if (dense[i] != 0) {
        indices[count] = i;
        values[count++] = dense[i];
      }
    }
    SparseCodec.checkCount(count, dense.length);
    SparseCodec.append(
        dense.length,
        Arrays.copyOf(indices, count),
        Arrays.copyOf(values, count),
        count,
        (BytesColumn) result);
  }

  private static void toDense(Dense type, Column[] arguments, int row, Column result) {
    BytesColumn vectors = (BytesColumn) arguments[0];
    int dimensions = SparseCodec.dimensions(vectors, row);
    type.requireDimensions(dimensions);
    VectorCasts.requireExpected(arguments, row, dimensions);
    float[] dense = new float[dimensions];
    int count = SparseCodec.count(vectors, row);
    for (int i = 0; i < count; i++) {
      dense[SparseCodec.index(vectors, row, i)] =
          type.convert(SparseCodec.value(vectors, row, count, i));
    }
    type.append(dense, result);
  }
}
