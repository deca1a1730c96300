package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.Metric;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Where things lie in a block of 16 codes. All little-endian; a block starts at a multiple of 64
/// bytes. With W words of 64 dimensions:
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 64 W | sign bits of vectors 0 to 7: word 0 of each of the eight, then word 1 of each, … |
/// | 64 W | 64 W | the same for vectors 8 to 15 |
/// | 128 W | 64 | `add`: 16 floats, infinite where the lane holds no vector |
/// | 128 W + 64 | 64 | `factor`: 16 floats |
/// | 128 W + 128 | 64 | `ones`: how many bits are set, 16 floats |
///
/// With r the rotated vector less its centre, bit i is set when r_i > 0; `factor` is |r|² / Σ|r_i|
/// (so that factor * Σ ±g_i estimates r·g without bias); `add` is |r|², less the vector's own
/// squared norm where an inner product is sought.
final class CodeBlocks {
  static final int LANES = 16;
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private CodeBlocks() {}

  static int words(int padded) {
    return padded / 64;
  }

  /// The bytes of 16 codes for a metric: those of taxicab distances are another kind, see
  /// [TaxicabCodes].
  static long bytes(Metric metric, int padded) {
    return metric == Metric.L1
        ? (long) LANES * TaxicabCodes.bytes(padded)
        : bytes(words(padded));
  }

  static long bytes(int words) {
    return 128L * words + 192;
  }

  /// Offset in a block of a lane's word.
  static long word(int words, int lane, int word) {
    return 64L * ((long) (lane >>> 3) * words + word) + 8L * (lane & 7);
  }

  static long add(int words, int lane) {
    return 128L * words + 4L * lane;
  }

  static long factor(int words, int lane) {
    return 128L * words + 64 + 4L * lane;
  }

  static long ones(int words, int lane) {
    return 128L * words + 128 + 4L * lane;
  }

  /// Marks all lanes of a block empty.
  static void clear(MemorySegment memory, long block, int words) {
    memory.asSlice(block, bytes(words)).fill((byte) 0);
    for (int lane = 0; lane < LANES; lane++) {
      memory.set(FLOAT, block + add(words, lane), Float.POSITIVE_INFINITY);
    }
  }

  /// Writes one code into a lane; `add` last, which makes it count.
  static void write(MemorySegment memory, long block, int lane, Code code) {
    int words = code.words.length;
    for (int w = 0; w < words; w++) {
      memory.set(LONG, block + word(words, lane, w), code.words[w]);
    }
    memory.set(FLOAT, block + factor(words, lane), code.factor);
    memory.set(FLOAT, block + ones(words, lane), code.ones);
    memory.set(FLOAT, block + add(words, lane), code.add);
  }
}
