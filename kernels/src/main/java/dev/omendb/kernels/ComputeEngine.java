package dev.omendb.kernels;

import java.lang.foreign.MemorySegment;

/// Scores one query against many vectors. Calls are bulk, so that choosing an implementation costs
/// nothing in the inner loop. `Scalar` defines what is correct; `Simd` is what runs.
///
/// Scores: squared distance for [Metric#L2], otherwise the distance itself (negative inner product,
/// cosine distance, L1). Sums are accumulated in float, as pgvector does; NaN propagates.
/// Implementations are stateless and thread-safe.
public interface ComputeEngine {
  /// The name shown by `SHOW omendb.compute` and `EXPLAIN`.
  String name();

  /// Scores float32 rows that lie in memory at a fixed distance from each other.
  ///
  /// @param query `dimensions` floats
  /// @param rows native memory, little-endian float32
  /// @param offset bytes from the start of `rows` to the first row
  /// @param stride bytes from one row to the next, at least `4 * dimensions`
  /// @param count rows to score
  /// @param scores receives `count` scores from index 0
  void scoreFloats(
      Metric metric,
      float[] query,
      int dimensions,
      MemorySegment rows,
      long offset,
      long stride,
      int count,
      float[] scores);

  /// As [#scoreFloats], for rows named by number: row i starts at `offset + ids[i] * stride`.
  void scoreFloatsAt(
      Metric metric,
      float[] query,
      int dimensions,
      MemorySegment rows,
      long offset,
      long stride,
      int[] ids,
      int count,
      float[] scores);

  /// Scores one pair of vectors held in arrays: for expressions over decoded values.
  float scorePair(Metric metric, float[] a, float[] b, int dimensions);
}
