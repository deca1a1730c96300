package dev.omendb.sql.type.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.sql.type.LittleEndian;

/// Converts the storage bytes of vector and halfvec to float arrays and back.
public final class VectorCodec {
  private VectorCodec() {}

  /// Elements of a vector value.
  public static int dimensions(BytesColumn vectors, int row) {
    return vectors.length(row) >>> 2;
  }

  /// The floats of a vector value.
  public static float[] floats(BytesColumn vectors, int row) {
    float[] floats = new float[dimensions(vectors, row)];
    read(vectors.heap(), vectors.offset(row), floats, floats.length);
    return floats;
  }

  /// Reads `count` packed float32s.
  public static void read(byte[] source, int from, float[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = LittleEndian.getFloat(source, from + 4 * i);
    }
  }

  /// Writes `count` packed float32s.
  public static void write(float[] source, int count, byte[] target, int at) {
    for (int i = 0; i < count; i++) {
      LittleEndian.putFloat(target, at + 4 * i, source[i]);
    }
  }

  /// Appends a vector value.
  public static void append(float[] source, int count, BytesColumn into) {
    int at = into.reserve(4 * count);
    write(source, count, into.heap(), at);
  }

  /// The storage bytes of a vector.
  public static byte[] bytes(float... values) {
    byte[] bytes = new byte[4 * values.length];
    write(values, values.length, bytes, 0);
    return bytes;
  }

  /// Elements of a halfvec value.
  public static int halfDimensions(BytesColumn halves, int row) {
    return halves.length(row) >>> 1;
  }

  /// The elements of a halfvec value, widened.
  public static float[] halfFloats(BytesColumn halves, int row) {
    float[] floats = new float[halfDimensions(halves, row)];
    readHalves(halves.heap(), halves.offset(row), floats, floats.length);
    return floats;
  }

  /// Reads `count` packed float16s.
  public static void readHalves(byte[] source, int from, float[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = Float.float16ToFloat(LittleEndian.getShort(source, from + 2 * i));
    }
  }

  /// Writes `count` floats as packed float16s, rounded to nearest even. Values from 65520 on become
  /// infinite: callers check.
  public static void writeHalves(float[] source, int count, byte[] target, int at) {
    for (int i = 0; i < count; i++) {
      LittleEndian.putShort(target, at + 2 * i, Float.floatToFloat16(source[i]));
    }
  }

  /// Appends a halfvec value.
  public static void appendHalves(float[] source, int count, BytesColumn into) {
    int at = into.reserve(2 * count);
    writeHalves(source, count, into.heap(), at);
  }
}
