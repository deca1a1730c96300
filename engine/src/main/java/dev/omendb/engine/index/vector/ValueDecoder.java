package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.vector.VectorKey.Elements;
import dev.omendb.kernels.SparseDistances.Slice;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Turns stored values into the vectors that codes are made of: numbers as they are, bits as zeros
/// and ones, sparse vectors of many dimensions by feature hashing. Stateless.
final class ValueDecoder {
  /// Bytes before the bits of a bit string.
  static final int BIT_HEADER = 4;

  /// Bytes before the indices of a sparse vector.
  static final int SPARSE_HEADER = 8;

  /// Places that each dimension of a hashed vector goes to, so that no collision hides one wholly.
  private static final int HASHES = 2;

  private static final float HASHED = (float) Math.sqrt(1.0 / HASHES);
  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort HALF =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private ValueDecoder() {}

  /// Writes `codeDimensions` floats for the value at `offset` of `source`.
  static void decode(
      VectorKey key, MemorySegment source, long offset, float[] target, int at) {
    int dimensions = key.dimensions();
    switch (key.elements()) {
      case FLOAT32 -> MemorySegment.copy(source, FLOAT, offset, target, at, dimensions);
      case FLOAT16 -> {
        for (int i = 0; i < dimensions; i++) {
          target[at + i] = Float.float16ToFloat(source.get(HALF, offset + 2L * i));
        }
      }
      case BIT -> {
        long bits = offset + BIT_HEADER;
        for (int i = 0; i < dimensions; i++) {
          int word = source.get(ValueLayout.JAVA_BYTE, bits + (i >>> 3));
          target[at + i] = word >>> (7 - (i & 7)) & 1;
        }
      }
      case SPARSE -> decodeSparse(key, source, offset, target, at);
    }
  }

  private static void decodeSparse(
      VectorKey key, MemorySegment source, long offset, float[] target, int at) {
    int width = key.codeDimensions();
    Arrays.fill(target, at, at + width, 0);
    int count = source.get(INT, offset + 4);
    long indices = offset + SPARSE_HEADER;
    long values = indices + 4L * count;
    boolean whole = width == key.dimensions();
    for (int i = 0; i < count; i++) {
      int index = source.get(INT, indices + 4L * i);
      float value = source.get(FLOAT, values + 4L * i);
      if (whole) {
        target[at + index] = value;
        continue;
      }
      for (int hash = 1; hash <= HASHES; hash++) {
        long mixed = mix((long) hash << 32 | index);
        int place = (int) ((mixed >>> 33) % width);
        target[at + place] += (mixed & 1) == 0 ? HASHED * value : -HASHED * value;
      }
    }
  }

  private static long mix(long seed) {
    long mixed = seed * MULTIPLIER;
    mixed = (mixed ^ (mixed >>> 31)) * MULTIPLIER;
    return mixed ^ (mixed >>> 29);
  }

  /// How many dimensions a stored value has.
  static int dimensions(Elements elements, byte[] heap, int offset, int length) {
    return switch (elements) {
      case FLOAT32 -> length / Float.BYTES;
      case FLOAT16 -> length / Short.BYTES;
      case BIT, SPARSE -> ByteBuffer.wrap(heap).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
    };
  }

  /// The sparse vector at `offset`.
  static Slice slice(byte[] heap, int offset) {
    int count = ByteBuffer.wrap(heap).order(ByteOrder.LITTLE_ENDIAN).getInt(offset + 4);
    int indices = offset + SPARSE_HEADER;
    return new Slice(heap, indices, indices + 4 * count, count);
  }
}
