package dev.omendb.kernels.rabitq;

/// One vector's codes, reused from vector to vector. Confined to one thread.
final class Code {
  final long[] words;
  float add;
  float factor;
  float ones;

  /// The rotated vector less its centre.
  final float[] residuals;

  /// See [FineCodes].
  final byte[] levels;

  float fineAdd;
  float fineFactor;

  Code(int padded) {
    this.words = new long[CodeBlocks.words(padded)];
    this.residuals = new float[padded];
    this.levels = new byte[Math.max(padded / 2 + SimdFineCodes.SLACK, TaxicabCodes.bytes(padded))];
  }

  /// Encodes a rotated vector relative to a centre.
  ///
  /// @param withFine whether the second code is wanted too
  /// @param mean what queries will be relative to
  /// @param innerProduct whether `add` leaves out the vector's own squared norm
  void encode(
      float[] rotated, int from, float[] centre, int centreFrom, float[] mean,
      boolean innerProduct, boolean withFine) {
    SimdCodes.encode(rotated, from, centre, centreFrom, mean, this);
    if (withFine) {
      SimdFineCodes.encode(centre, centreFrom, mean, this);
    }
    if (innerProduct) {
      float norm = Norms.squared(rotated, from, residuals.length);
      add -= norm;
      fineAdd -= norm;
    }
  }

  /// Encodes a vector for taxicab distances, see [TaxicabCodes]. `factor` becomes the distance to
  /// the centre.
  void encodeTaxicab(
      float[] vector, int from, float[] centre, int centreFrom, float[] mean, float step) {
    TaxicabCodes.encode(vector, from, mean, step, levels);
    float distance = 0;
    for (int i = 0; i < residuals.length; i++) {
      distance += Math.abs(vector[from + i] - centre[centreFrom + i]);
    }
    factor = distance;
  }

  /// False when squares of the vector overflow.
  boolean isFinite() {
    return Float.isFinite(add)
        && Float.isFinite(factor)
        && Float.isFinite(fineAdd)
        && Float.isFinite(fineFactor);
  }
}
