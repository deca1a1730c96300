package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.kernels.Metric;

/// What is searched for, decoded.
///
/// @param values `dimensions` floats
record VectorQuery(VectorKind kind, Metric metric, float[] values) {
  /// From a value in storage encoding.
  static VectorQuery of(VectorKind kind, Metric metric, BytesColumn column, int row) {
    int dimensions = column.length(row) / kind.elementBytes();
    float[] values = new float[dimensions];
    kind.decode(column.heap(), column.offset(row), values, dimensions);
    return new VectorQuery(kind, metric, values);
  }

  int dimensions() {
    return values.length;
  }

  /// Errors: 22000 `different vector dimensions 3 and 4` when a stored vector has another length.
  void checkBytes(int storedBytes) {
    if (storedBytes != values.length * kind.elementBytes()) {
      throw new DatabaseException(
          SqlState.DATA_EXCEPTION,
          "different %s dimensions %d and %d"
              .formatted(kind.typeName(), storedBytes / kind.elementBytes(), values.length));
    }
  }
}
