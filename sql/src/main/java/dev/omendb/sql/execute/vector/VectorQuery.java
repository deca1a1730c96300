package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.kernels.ComputeEngine;

/// What is searched for, decoded. Immutable, shared by the threads of a search.
sealed interface VectorQuery permits DenseQuery, SparseVectorQuery, BitQuery {
  /// A scorer for one thread.
  VectorScorer scorer(ComputeEngine compute);

  /// The operator's own results for every value of a column. The values were scored before, so
  /// they have the query's dimensions.
  void distances(ComputeEngine compute, BytesColumn vectors, double[] distances);
}
