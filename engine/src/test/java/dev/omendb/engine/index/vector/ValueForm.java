package dev.omendb.engine.index.vector;

import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.index.vector.VectorKey.Elements;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// How a test's vectors are stored and compared: distances are computed plainly, as the truth.
record ValueForm(Elements elements, Distance distance) {
  static final int DIMENSIONS = 48;

  /// Places of the elements of a sparse vector.
  private static final int SPARSE_STEP = 613;

  private static final int SPARSE_DIMENSIONS = 30_000;
  private static final float SPARSE_LEAST = 0.7f;
  private static final int BIT_BYTES = DIMENSIONS / 8;

  static ValueForm floats(Distance distance) {
    return new ValueForm(Elements.FLOAT32, distance);
  }

  VectorKey key(int attnum) {
    int dimensions = elements == Elements.SPARSE ? SPARSE_DIMENSIONS : DIMENSIONS;
    return new VectorKey(attnum, dimensions, elements, distance);
  }

  StorageType storage() {
    return switch (elements) {
      case FLOAT32 -> StorageType.fixed(4 * DIMENSIONS);
      case FLOAT16 -> StorageType.fixed(2 * DIMENSIONS);
      case BIT -> StorageType.fixed(4 + BIT_BYTES);
      case SPARSE -> StorageType.VARIABLE;
    };
  }

  byte[] encode(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + 8 * DIMENSIONS).order(ByteOrder.LITTLE_ENDIAN);
    switch (elements) {
      case FLOAT32 -> {
        for (float x : vector) {
          bytes.putFloat(x);
        }
      }
      case FLOAT16 -> {
        for (float x : vector) {
          bytes.putShort(Float.floatToFloat16(x));
        }
      }
      case BIT -> {
        bytes.putInt(DIMENSIONS);
        byte[] bits = new byte[BIT_BYTES];
        for (int i = 0; i < DIMENSIONS; i++) {
          bits[i / 8] |= (byte) (vector[i] > 0 ? 0x80 >> i % 8 : 0);
        }
        bytes.put(bits);
      }
      case SPARSE -> encodeSparse(vector, bytes);
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static void encodeSparse(float[] vector, ByteBuffer bytes) {
    int count = 0;
    for (float x : vector) {
      count += Math.abs(x) > SPARSE_LEAST ? 1 : 0;
    }
    bytes.putInt(SPARSE_DIMENSIONS).putInt(count);
    for (int i = 0; i < DIMENSIONS; i++) {
      if (Math.abs(vector[i]) > SPARSE_LEAST) {
        bytes.putInt(SPARSE_STEP * i + 7);
      }
    }
    for (float x : vector) {
      if (Math.abs(x) > SPARSE_LEAST) {
        bytes.putFloat(x);
      }
    }
  }

  /// The vector that a value stands for.
  float[] decode(byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    float[] vector = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS && elements != Elements.SPARSE; i++) {
      vector[i] =
          switch (elements) {
            case FLOAT32 -> bytes.getFloat();
            case FLOAT16 -> Float.float16ToFloat(bytes.getShort());
            case BIT -> value[4 + i / 8] >> 7 - i % 8 & 1;
            case SPARSE -> throw new IllegalStateException();
          };
    }
    if (elements == Elements.SPARSE) {
      int count = bytes.getInt(4);
      for (int i = 0; i < count; i++) {
        vector[bytes.getInt(8 + 4 * i) / SPARSE_STEP] = bytes.getFloat(8 + 4 * count + 4 * i);
      }
    }
    return vector;
  }

  /// Of two decoded vectors.
  double distance(float[] a, float[] b) {
    double l1 = 0;
    double l2 = 0;
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      l1 += Math.abs(a[i] - b[i]);
      l2 += (a[i] - b[i]) * (a[i] - b[i]);
      product += a[i] * b[i];
      squaresA += a[i] * a[i];
      squaresB += b[i] * b[i];
    }
    return switch (distance) {
      case L2 -> Math.sqrt(l2);
      case INNER_PRODUCT -> -product;
      case COSINE -> 1 - product / Math.sqrt(squaresA * squaresB);
      case L1 -> l1;
      case HAMMING -> l2;
      case JACCARD -> product == 0 ? 1 : 1 - product / (squaresA + squaresB - product);
    };
  }
}
