package dev.omendb.sql.function.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.ByteBuffering;
import dev.omendb.sql.type.numeric.ShortestDecimal;
import dev.omendb.sql.type.vector.VectorChecks;
import dev.omendb.sql.type.vector.VectorCodec;

/// The dense vector types: how their values become floats and back.
enum Dense {
  VECTOR("vector", 4),
  HALFVEC("halfvec", 2);

  private final String type;
  private final int width;

  Dense(String type, int width) {
    this.type = type;
    this.width = width;
  }

  String type() {
    return type;
  }

  int dimensions(Column column, int row) {
    return ((BytesColumn) column).length(row) / width;
  }

  float[] floats(Column column, int row) {
    BytesColumn bytes = (BytesColumn) column;
    return this == VECTOR ? VectorCodec.floats(bytes, row) : VectorCodec.halfFloats(bytes, row);
  }

  /// Appends a result that was checked.
  void append(float[] values, Column result) {
    BytesColumn out = (BytesColumn) result;
    if (this == VECTOR) {
      VectorCodec.append(values, values.length, out);
    } else {
      VectorCodec.appendHalves(values, values.length, out);
    }
  }

  /// Rounds to the element type.
  float rounded(float value) {
    return this == VECTOR ? value : Float.float16ToFloat(Float.floatToFloat16(value));
  }

  /// Rounds to the element type. Errors: 22003 `"65520" is out of range for type halfvec`.
  float convert(float value) {
    float rounded = rounded(value);
    if (Float.isInfinite(rounded) && !Float.isInfinite(value)) {
      ByteBuffering text = new ByteBuffering();
      ShortestDecimal.write(text, value);
      throw new DatabaseException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
          "\"" + text.text() + "\" is out of range for type " + type);
    }
    return rounded;
  }

  /// 22000 `different vector dimensions 3 and 4`.
  void requireSame(int left, int right) {
    if (left != right) {
      throw new DatabaseException(
          SqlState.DATA_EXCEPTION,
          "different %s dimensions %d and %d".formatted(type, left, right));
    }
  }

  void requireDimensions(int dimensions) {
    VectorChecks.dimensions(type, dimensions, VectorChecks.MAX_DIMENSIONS);
  }

  void requireElement(float value) {
    VectorChecks.element(type, value);
  }
}
