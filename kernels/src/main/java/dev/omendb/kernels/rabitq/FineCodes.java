package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.Metric;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Where things lie in a row's second code, which has 4 bits for each dimension and is looked at
/// when the bound of the first does not rule the row out. Little-endian:
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 4 | float `add` |
/// | 4 | 4 | float `factor` |
/// | 8 | padded / 2 | levels: byte 16 b + j has dimension 32 b + j below and 32 b + j + 16 above |
///
/// With r the rotated vector less its centre, r_i is stood for by v_i = n_i - 7.5 in steps of
/// max |r_i| / 7.5, n_i from 0 to 15. `factor` is |r|² / Σ v_i r_i, so that factor * Σ v_i g_i
/// estimates r·g without bias, and `add` is |r|² + 2 factor Σ v_i c_i with c the centre less the
/// mean, less the vector's own squared norm where an inner product is sought. This is extended
/// RaBitQ (arXiv:2409.09913) with a fixed step in place of the best one found by search.
final class FineCodes {
  static final int LEVELS = 15;

  /// What levels are relative to.
  static final float MIDDLE = 0.5f * LEVELS;

  /// Dimensions whose levels lie together.
  static final int GROUP = 32;

  static final int HEADER_BYTES = 8;

  private FineCodes() {}

  /// Of a row of a metric: there are none of taxicab distances, see [TaxicabCodes].
  static long bytes(Metric metric, int padded) {
    return metric == Metric.L1 ? 0 : bytes(padded);
  }

  static long bytes(int padded) {
    return HEADER_BYTES + padded / 2;
  }

  /// The standard error of an estimated squared distance for a factor of 1: levels are off by up
  /// to half a step in each dimension.
  ///
  /// @param squaredDistance of the query and the code's centre
  static float error(float squaredDistance) {
    return (float) (2 * Math.sqrt(squaredDistance / 12));
  }

  static void write(MemorySegment memory, long at, Code code) {
    memory.set(CodeBlocks.FLOAT, at, code.fineAdd);
    memory.set(CodeBlocks.FLOAT, at + 4, code.fineFactor);
    long levels = at + HEADER_BYTES;
    int count = code.residuals.length / 2;
    MemorySegment.copy(code.levels, 0, memory, ValueLayout.JAVA_BYTE, levels, count);
  }
}
