package dev.omendb.engine.index;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A similarity index at one snapshot: only visible rows come out, ordered by exact distance.
public non-sealed interface VectorIndexReader extends IndexReader {
  /// Starts a search. The result can be drained beyond `k`: it continues where it stopped.
  VectorSearch search(VectorQuery query);

  /// Measures the index by searches for keys of its own rows: the share of the true `k` nearest
  /// that searches aiming at recall `target` find.
  double recall(int k, int samples, double target, RandomGenerator random);

  /// What the caller asks for.
  ///
  /// @param vector the query in the column's storage encoding
  /// @param k rows wanted first
  /// @param targetRecall 0 = from `effort`
  /// @param effort hnsw.ef_search or ivfflat.probes when set explicitly, else 0
  /// @param filter row ids allowed, or null for all
  /// @param maxDistance upper bound on the operator's distance, or positive infinity
  /// @param mostScanned entries after which the search ends though rows are missing, or
  ///     [Long#MAX_VALUE]; an exact index, done with one pass over them, may go on
  /// @param strictOrder leaves out rows that are found late, after one that is farther away; they
  ///     come only where `mostScanned` keeps a search from looking everywhere
  /// @param checkCancelled called now and then while a search is long; throws to end it
  record VectorQuery(
      byte[] vector,
      int k,
      double targetRecall,
      int effort,
      @Nullable RowIdFilter filter,
      double maxDistance,
      long mostScanned,
      boolean strictOrder,
      Runnable checkCancelled) {
    /// A search that goes on until it has what is asked for, and is never cancelled.
    public VectorQuery(
        byte[] vector,
        int k,
        double targetRecall,
        int effort,
        @Nullable RowIdFilter filter,
        double maxDistance) {
      this(vector, k, targetRecall, effort, filter, maxDistance, Long.MAX_VALUE, false, () -> {});
    }
  }

  /// A set of rows.
  interface RowIdFilter {
    boolean contains(long rowId);

    /// Moves the members among `rowIds[0..count)`, which are visible, to the front, in order, and
    /// answers how many they are.
    default int keep(long[] rowIds, int count) {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (contains(rowIds[i])) {
          rowIds[kept++] = rowIds[i];
        }
      }
      return kept;
    }

    /// False where it is known that a row does not pass, whether anybody sees it or not.
    default boolean mayPass(long rowId) {
      return true;
    }

    /// Where to note what other searches with the same condition can use; null when there will be
    /// none.
    default @Nullable IndexNotes notes() {
      return null;
    }

    /// Members, for the planner's choice.
    long cardinality();

    /// All members, in any order. Asked of small sets.
    long[] members();
  }

  /// A running search. Close it when no more rows are wanted.
  interface VectorSearch extends AutoCloseable {
    /// Fills both arrays with the next nearest rows in order; 0 when no row is left.
    int next(long[] rowIds, double[] distances);

    /// Counters for EXPLAIN ANALYZE; also after closing.
    SearchStatistics statistics();

    @Override
    void close();
  }

  /// Work done by one search.
  record SearchStatistics(
      int parts,
      long listsVisited,
      long scored,
      long filteredOut,
      long reranked,
      long tailRows,
      double estimatedRecall) {}
}
