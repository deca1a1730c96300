package dev.omendb.kernels.rabitq;

import java.lang.foreign.MemorySegment;

/// The centroids of a part at 4 bits a dimension, by which lists are picked without reading all
/// centroids in full: 1 bit is too coarse to tell near lists from far ones, floats cost as much as
/// the rest of a search.
///
/// With r a centroid less the mean of all, each r_i is stood for by `half * (2 v_i - 15)`, v_i from
/// 0 to 15. Bit p of all v_i makes a plane of blocks laid out as [CodeBlocks] says; the first
/// plane's floats are |r|² and the list's extra, `half`, and Σ v_i; those of the others are unused.
final class CentroidCodes {
  static final int PLANES = 4;

  /// What a query's `perFactor` is multiplied by: values lie half a level apart from zero.
  static final int LEVELS = (1 << PLANES) - 1;

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
  static void write(
      MemorySegment image, long offset, int lists, int list, float[] residual, float extra) {
    int words = CodeBlocks.words(residual.length);
    float greatest = 0;
    float square = 0;
    for (float value : residual) {
      greatest = Math.max(greatest, Math.abs(value));
      square += value * value;
    }
    float half = greatest / LEVELS;
    int[] levels = new int[residual.length];
    int sum = 0;
    for (int i = 0; i < residual.length; i++) {
      float level = half > 0 ? (residual[i] / half + LEVELS) / 2 : 0;
      levels[i] = Math.clamp(Math.round(level), 0, LEVELS);
      sum += levels[i];
    }
    Code code = new Code(residual.length);
    code.add = square + extra;
    code.factor = half;
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
  }

  /// About twice the standard error of an estimate, for a query aimed at the mean: both sides are
  /// off by up to half a level in each dimension.
  static float margin(QueryCode query, float greatestHalf, float greatestNorm) {
    double ofCentroid = 2 * Math.sqrt(query.squaredNorm) * 2 * greatestHalf / Math.sqrt(12);
    double ofQuery = 2 * greatestNorm * query.step / Math.sqrt(12);
    return (float) (2 * Math.hypot(ofCentroid, ofQuery));
  }
}
