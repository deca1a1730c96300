package dev.omendb.kernels.rabitq;

/// One vector's code, reused from vector to vector. Confined to one thread.
final class Code {
  final long[] words;
  float add;
  float factor;
  float ones;

  Code(int padded) {
    this.words = new long[CodeBlocks.words(padded)];
  }

  /// Encodes a rotated vector relative to a centre.
  ///
  /// @param innerProduct whether `add` leaves out the vector's own squared norm
  void encode(float[] rotated, int from, float[] centre, int centreFrom, boolean innerProduct) {
    SimdCodes.encode(rotated, from, centre, centreFrom, this);
    if (innerProduct) {
      float norm = 0;
      for (int i = 0; i < 64 * words.length; i++) {
        norm += rotated[from + i] * rotated[from + i];
      }
      add -= norm;
    }
  }

  /// False when squares of the vector overflow.
  boolean isFinite() {
    return Float.isFinite(add) && Float.isFinite(factor);
  }
}
