package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.kernels.BitMetric;
import dev.omendb.kernels.Metric;

/// A distance operator of one type: which kernels run it.
public sealed interface VectorDistance {
  /// Between `vector`s or `halfvec`s.
  record Dense(VectorKind kind, Metric metric) implements VectorDistance {}

  /// Between `sparsevec`s.
  record Sparse(Metric metric) implements VectorDistance {}

  /// Between `bit` strings of one length.
  record Bits(BitMetric metric) implements VectorDistance {}

  /// As SQL writes it.
  default String symbol() {
    return switch (this) {
      case Dense dense -> symbol(dense.metric);
      case Sparse sparse -> symbol(sparse.metric);
      case Bits bits ->
          switch (bits.metric) {
            case HAMMING -> "<~>";
            case JACCARD -> "<%>";
          };
    };
  }

  /// True when no two vectors have a distance below zero.
  default boolean isNeverNegative() {
    return switch (this) {
      case Dense dense -> dense.metric != Metric.INNER_PRODUCT;
      case Sparse sparse -> sparse.metric != Metric.INNER_PRODUCT;
      case Bits _ -> true;
    };
  }

  /// What is searched for, from a value in storage encoding.
  default VectorQuery query(BytesColumn column, int row) {
    return switch (this) {
      case Dense dense -> DenseQuery.of(dense.kind, dense.metric, column, row);
      case Sparse sparse -> SparseVectorQuery.of(sparse.metric, column, row);
      case Bits bits -> BitQuery.of(bits.metric, column, row);
    };
  }

  private static String symbol(Metric metric) {
    return switch (metric) {
      case L2 -> "<->";
      case INNER_PRODUCT -> "<#>";
      case COSINE -> "<=>";
      case L1 -> "<+>";
    };
  }
}
