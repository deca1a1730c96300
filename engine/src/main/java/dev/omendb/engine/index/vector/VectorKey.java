package dev.omendb.engine.index.vector;

import dev.omendb.kernels.Metric;

/// What a vector index is over.
///
/// @param attnum the vector column
/// @param dimensions of every vector in it
/// @param elements how they are stored
/// @param metric the operator class's distance
public record VectorKey(int attnum, int dimensions, Elements elements, Metric metric) {
  /// Element encodings that have codes.
  public enum Elements {
    /// `vector`: little-endian float32.
    FLOAT32(4),
    /// `halfvec`: little-endian IEEE half.
    FLOAT16(2);

    private final int bytes;

    Elements(int bytes) {
      this.bytes = bytes;
    }

    public int bytes() {
      return bytes;
    }
  }
}
