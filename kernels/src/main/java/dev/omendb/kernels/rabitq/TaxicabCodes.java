package dev.omendb.kernels.rabitq;

/// Codes for the taxicab distance: 4 bits a dimension of the vector as it is, which a rotation
/// would not leave alone. A level is `floor((x_i - mean_i) / step + 7.5 + phase_i)`, from 0 to 15,
/// so that the sum of the differences of two vectors' levels estimates their distance in steps.
/// Phases make rounding errors of different dimensions independent where values are alike: on
/// average over them no difference is over- or underestimated. Values beyond the levels only make
/// estimates too small.
///
/// A code is half as many bytes as there are padded dimensions, filled up with zeros to a multiple
/// of 64: byte i has dimension i below and dimension i + padded / 2 above.
final class TaxicabCodes {
  private static final int MOST = 15;
  private static final float MIDDLE = 7.5f;
  private static final double GOLDEN = 0.6180339887498949;

  /// A step as a share of the mean distance to the mean, in one dimension. Measured on text
  /// embeddings: smaller steps cut off too many values, larger ones round too much.
  private static final double STEP_SHARE = 1;

  private TaxicabCodes() {}

  static int bytes(int padded) {
    return (padded / 2 + 63) & -64;
  }

  /// @param distance mean difference to the mean in one dimension
  static float step(double distance) {
    return Math.clamp((float) (STEP_SHARE * distance), Float.MIN_NORMAL, Float.MAX_VALUE);
  }

  /// The standard error of an estimate in steps: each of two levels is off by up to half a step.
  static float error(int padded) {
    return (float) Math.sqrt(padded / 6.0);
  }

  static int level(float value, float mean, float step, int dimension) {
    double turns = GOLDEN * dimension;
    float phase = (float) (turns - Math.floor(turns));
    return Math.clamp((int) Math.floor((value - mean) / step + MIDDLE + phase), 0, MOST);
  }

  /// Encodes a padded vector.
  static void encode(float[] vector, int from, float[] mean, float step, byte[] code) {
    int half = mean.length / 2;
    for (int i = 0; i < half; i++) {
      int below = level(vector[from + i], mean[i], step, i);
      int above = level(vector[from + half + i], mean[half + i], step, half + i);
      code[i] = (byte) (below | above << 4);
    }
  }
}
