package dev.omendb.compat.wire;

import java.nio.ByteBuffer;
import java.util.StringJoiner;

/// pgvector's types and bit strings.
final class VectorText {
  private VectorText() {}

  static String vector(ByteBuffer in) {
    var dimension = header(in);
    var text = new StringJoiner(",", "[", "]");
    for (var i = 0; i < dimension; i++) {
      text.add(FloatText.of(in.getFloat()));
    }
    return text.toString();
  }

  static String halfvec(ByteBuffer in) {
    var dimension = header(in);
    var text = new StringJoiner(",", "[", "]");
    for (var i = 0; i < dimension; i++) {
      text.add(FloatText.of(Float.float16ToFloat(in.getShort())));
    }
    return text.toString();
  }

  static String sparsevec(ByteBuffer in) {
    var dimension = in.getInt();
    var count = in.getInt();
    unused(in.getInt());
    var indices = new int[count];
    for (var i = 0; i < count; i++) {
      indices[i] = in.getInt();
    }
    var text = new StringJoiner(",", "{", "}/" + dimension);
    for (var index : indices) {
      text.add((index + 1) + ":" + FloatText.of(in.getFloat()));
    }
    return text.toString();
  }

  static String bits(ByteBuffer in) {
    var length = in.getInt();
    var text = new StringBuilder(length);
    var current = 0;
    for (var i = 0; i < length; i++) {
      current = i % 8 == 0 ? in.get() : current << 1;
      text.append((current & 0x80) == 0 ? '0' : '1');
    }
    return text.toString();
  }

  private static int header(ByteBuffer in) {
    var dimension = Short.toUnsignedInt(in.getShort());
    unused(in.getShort());
    return dimension;
  }

  private static void unused(int value) {
    if (value != 0) {
      throw new IllegalArgumentException("expected unused to be 0, not " + value);
    }
  }
}
