package dev.omendb.kernels.rabitq;

/// Another in-process vector index, measured by [AnnBench] on the same rows.
interface Peer extends AutoCloseable {
  /// Builds over all rows by L2 distance, with 16 links a node and a beam of 100.
  void build(float[][] rows, int threads) throws Exception;

  /// Answers the numbers of about the `k` nearest rows.
  ///
  /// @param effort nodes to look at, at least k
  int[] search(float[] query, int k, int effort) throws Exception;

  @Override
  void close() throws Exception;
}
