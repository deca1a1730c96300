package dev.omendb.pgwire.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// One type to scan: what it is made of, and the operators to scan with.
///
/// @param type the column's type; its table is named after it
enum ScanCase {
  VECTOR("vector", List.of("<->", "<#>", "<=>", "<+>")) {
    @Override
    byte[] encode(float[] vector) {
      return AnnTable.encode(vector);
    }
  },
  HALFVEC("halfvec", List.of("<->", "<#>", "<=>", "<+>")) {
    @Override
    byte[] encode(float[] vector) {
      ByteBuffer buffer = ByteBuffer.allocate(4 + 2 * vector.length);
      buffer.putShort((short) vector.length).putShort((short) 0);
      for (float value : vector) {
        buffer.putShort(Float.floatToFloat16(value));
      }
      return buffer.array();
    }
  },
  /// As binary_quantize makes them.
  BIT("bit", List.of("<~>", "<%>")) {
    @Override
    byte[] encode(float[] vector) {
      byte[] bytes = new byte[4 + (vector.length + 7) / 8];
      ByteBuffer.wrap(bytes).putInt(vector.length);
      for (int i = 0; i < vector.length; i++) {
        if (vector[i] > 0) {
          bytes[4 + i / 8] |= (byte) (0x80 >>> (i % 8));
        }
      }
      return bytes;
    }
  },
  /// The largest elements of each vector.
  SPARSEVEC("sparsevec", List.of("<->", "<#>", "<=>", "<+>")) {
    @Override
    byte[] encode(float[] vector) {
      int[] kept =
          IntStream.range(0, vector.length)
              .filter(i -> vector[i] != 0)
              .boxed()
              .sorted((a, b) -> Float.compare(Math.abs(vector[b]), Math.abs(vector[a])))
              .limit(ELEMENTS)
              .mapToInt(i -> i)
              .sorted()
              .toArray();
      ByteBuffer buffer = ByteBuffer.allocate(12 + 8 * kept.length);
      buffer.putInt(vector.length).putInt(kept.length).putInt(0);
      Arrays.stream(kept).forEach(buffer::putInt);
      Arrays.stream(kept).forEach(i -> buffer.putFloat(vector[i]));
      return buffer.array();
    }
  };

  private static final int ELEMENTS = 32;

  private final String type;
  private final List<String> operators;

  ScanCase(String type, List<String> operators) {
    this.type = type;
    this.operators = operators;
  }

  List<String> operators() {
    return operators;
  }

  String table() {
    return "omendb_bench_" + type;
  }

  String column(int dimensions) {
    return type + "(" + dimensions + ")";
  }

  String query(String operator) {
    return "SELECT id FROM " + table() + " ORDER BY embedding " + operator + " $1 LIMIT 10";
  }

  /// The type's binary format.
  abstract byte[] encode(float[] vector);
}
