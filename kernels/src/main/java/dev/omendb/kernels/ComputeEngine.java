package dev.omendb.kernels;

import java.lang.foreign.MemorySegment;

/// Scores one query against many vectors. Calls are bulk, so that choosing an implementation costs
/// nothing in the inner loop. `Scalar` defines what is correct; `Simd` is what runs.
///
/// Two families:
/// - `score…` ranks rows of native memory. Scores are float: squared distance for [Metric#L2],
///   otherwise the distance itself (negative inner product, cosine distance, L1).
/// - `…Distances` gives SQL expressions over values in heap arrays the operator's own result:
///   finished, as double.
///
/// Sums are accumulated in float, as pgvector does, in an order that implementations choose; NaN
/// propagates. Vectors lie packed and little-endian, at any alignment. Implementations are
/// stateless and thread-safe. Callers keep `rows` mapped until a call returns.
///
/// The operators' own results for sparse vectors are in [SparseDistances].
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

  /// As [#scoreFloats], for rows of IEEE half-precision floats, two bytes each.
  void scoreHalves(
      Metric metric,
      float[] query,
      int dimensions,
      MemorySegment rows,
      long offset,
      long stride,
      int count,
      float[] scores);

  /// As [#scoreFloatsAt], for rows of IEEE half-precision floats, two bytes each.
  void scoreHalvesAt(
      Metric metric,
      float[] query,
      int dimensions,
      MemorySegment rows,
      long offset,
      long stride,
      int[] ids,
      int count,
      float[] scores);

  /// Scores bit strings of `bytes` bytes each, whose unused last bits are zero.
  void scoreBits(
      BitMetric metric,
      byte[] query,
      int bytes,
      MemorySegment rows,
      long offset,
      long stride,
      int count,
      float[] scores);

  /// As [#scoreBits], for rows named by number.
  void scoreBitsAt(
      BitMetric metric,
      byte[] query,
      int bytes,
      MemorySegment rows,
      long offset,
      long stride,
      int[] ids,
      int count,
      float[] scores);

  /// Scores sparse vectors. Row i has `elements[i]` elements: from byte `offsets[i]` that many
  /// ascending int32 positions, all of them dimensions of the query, then as many float32 values.
  void scoreSparse(
      Metric metric,
      SparseQuery query,
      MemorySegment rows,
      long[] offsets,
      int[] elements,
      int count,
      float[] scores);

  /// Scores one pair of vectors held in arrays. See [#distance] for the operator's value.
  float scorePair(Metric metric, float[] a, float[] b, int dimensions);

  /// The operator's result for one pair of vectors held in arrays.
  double distance(Metric metric, float[] a, float[] b, int dimensions);

  /// The operator's results for one query against `count` float32 vectors of a column.
  ///
  /// @param heap holds the values; value i starts at `offsets[i]`
  /// @param distances receives `count` results from index 0
  void floatDistances(
      Metric metric,
      float[] query,
      int dimensions,
      byte[] heap,
      int[] offsets,
      int count,
      double[] distances);

  /// The operator's results for `count` pairs of float32 vectors of two columns.
  void floatPairDistances(
      Metric metric,
      int dimensions,
      byte[] leftHeap,
      int[] leftOffsets,
      byte[] rightHeap,
      int[] rightOffsets,
      int count,
      double[] distances);

  /// As [#floatDistances], for half-precision values and a query already widened.
  void halfDistances(
      Metric metric,
      float[] query,
      int dimensions,
      byte[] heap,
      int[] offsets,
      int count,
      double[] distances);

  /// As [#floatPairDistances], for half-precision values.
  void halfPairDistances(
      Metric metric,
      int dimensions,
      byte[] leftHeap,
      int[] leftOffsets,
      byte[] rightHeap,
      int[] rightOffsets,
      int count,
      double[] distances);

  /// The operator's result for two bit strings of `bytes` bytes each.
  double bitDistance(
      BitMetric metric, int bytes, byte[] left, int leftOffset, byte[] right, int rightOffset);
}
