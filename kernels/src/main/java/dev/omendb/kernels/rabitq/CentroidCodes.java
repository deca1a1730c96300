package dev.omendb.kernels.rabitq;

import java.lang.foreign.MemorySegment;

/// The centroids of a part at few bits a dimension, by which lists are picked without reading all
/// centroids in full: measuring a list in floats costs as much as scanning 30 codes.
///
/// With r a centroid less the mean of all, each r_i is stood for by x_i = 2 v_i - [#LEVELS], v_i
/// from 0 to LEVELS, in steps that leave the angle between x and r small. Bit p of all v_i makes a
/// plane of blocks laid out as [CodeBlocks] says; the first plane's floats are |r|² and the list's
/// extra, the factor |r|² / Σ x_i r_i, and Σ v_i; those of the others are unused.
final class CentroidCodes {
  static final int PLANES = 2;

  /// The greatest level, and what a query's `perFactor` is multiplied by: values lie half a level
  /// apart from zero.
  static final int LEVELS = (1 << PLANES) - 1;

  /// Half a step, in standard deviations, where the levels of normally distributed values stand for
  /// them best (Max, Quantizing for minimum distortion, IRE Transactions on Information Theory 6,
  /// 1960).
  private static final double[] HALF_STEPS = {0.798, 0.498, 0.293, 0.168};

  private CentroidCodes() {}

  static long bytes(int lists, int words) {
    return PLANES * planeBytes(lists, words);
  }

  static long planeBytes(int lists, int words) {
    return blocks(lists) * CodeBlocks.bytes(words);
  }

  static int blocks(int lists) {
    return (lists + CodeBlocks.LANES - 1) / CodeBlocks.LANES;
  }

  /// Empties every lane.
  static void clear(MemorySegment image, long offset, int lists, int words) {
    long end = offset + bytes(lists, words);
    for (long block = offset; block < end; block += CodeBlocks.bytes(words)) {
      CodeBlocks.clear(image, block, words);
    }
  }

  /// Writes one list's centroid.
  ///
  /// @param residual the centroid less the mean
  /// @return the standard error of an estimated squared distance, for a query as far from the mean
  ///     as 1
  static float write(
      MemorySegment image, long offset, int lists, int list, float[] residual, float extra) {
    int padded = residual.length;
    int words = CodeBlocks.words(padded);
    double square = 0;
    for (float value : residual) {
      square += (double) value * value;
    }
    double half = HALF_STEPS[PLANES - 1] * Math.sqrt(square / padded);
    int[] levels = new int[padded];
    int sum = 0;
    double product = 0;
    double length = 0;
    for (int i = 0; i < padded; i++) {
      double level = half > 0 ? (residual[i] / half + LEVELS) / 2 : 0;
      levels[i] = (int) Math.clamp(Math.round(level), 0, LEVELS);
      sum += levels[i];
      int value = 2 * levels[i] - LEVELS;
      product += value * residual[i];
      length += value * value;
    }
    Code code = new Code(padded);
    code.add = (float) square + extra;
    code.factor = product > 0 ? (float) (square / product) : 0;
    code.ones = sum;
    for (int plane = 0; plane < PLANES; plane++) {
      for (int w = 0; w < words; w++) {
        long word = 0;
        for (int i = 0; i < 64; i++) {
          word |= (long) (levels[64 * w + i] >>> plane & 1) << i;
        }
        code.words[w] = word;
      }
      long block = list / CodeBlocks.LANES * CodeBlocks.bytes(words);
      long at = offset + plane * planeBytes(lists, words) + block;
      CodeBlocks.write(image, at, list % CodeBlocks.LANES, code);
    }
    double unseen = product > 0 ? square * length / (product * product) - 1 : 0;
    return (float) (2 * Math.sqrt(Math.max(0, square * unseen) / (padded - 1)));
  }

  /// About twice the standard error of an estimate, for a query aimed at the mean: what codes leave
  /// out of centroids and of the query.
  ///
  /// @param greatestError of those [#write] has answered
  /// @param greatestNorm the greatest distance of a centroid to the mean
  static float margin(QueryCode query, float greatestError, float greatestNorm) {
    double ofCentroid = Math.sqrt(query.squaredNorm) * greatestError;
    double ofQuery = 2 * greatestNorm * Math.sqrt(query.squaredError / query.residuals.length);
    return (float) (2 * Math.hypot(ofCentroid, ofQuery));
  }
}
