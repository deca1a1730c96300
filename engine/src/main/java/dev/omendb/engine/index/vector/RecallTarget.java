package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.IntegerOption;
import dev.omendb.engine.index.VectorIndexReader.VectorQuery;
import dev.omendb.kernels.rabitq.Effort;

/// What a search aims at: the target set, or what an explicit knob of pgvector's stands for. The
/// knob is a recall on data that is hard to search, and a share of the rows where little work
/// finds everything, so that pgvector never finds more with the same value.
///
/// @param recall share of the true nearest to find
/// @param leastShare of the lists of each part, to be visited in any case
record RecallTarget(double recall, double leastShare) {
  /// What the smallest share of the lists is taken to promise; it grows with the share.
  private static final double LEAST_PROBED = 0.9;

  private static final double MOST_PROBED = 0.9999;
  private static final int DEFAULT_LISTS = 100;

  /// Rows in lists that find as much as one candidate of a graph of pgvector's default parameters
  /// does on data of few intrinsic dimensions, where graphs are at their best; of tables of
  /// [#ROWS] rows. Measured with 3 to 16 dimensions.
  private static final double ROWS_A_CANDIDATE = 128;

  private static final double ROWS = 50_000;

  /// Rows of lists searched for any number of candidates: in small tables of tight clusters a graph
  /// finds nearly all with the fewest.
  private static final double LEAST_ROWS = 1_500;

  static RecallTarget of(
      CatalogObject.Index definition, VectorQuery query, IndexState state) {
    if (query.effort() <= 0) {
      return new RecallTarget(query.targetRecall(), 0);
    }
    if (!definition.accessMethod().equals("ivfflat")) {
      return ofCandidates(query.effort(), state.rows());
    }
    int lists = IntegerOption.of(definition.options(), "lists", DEFAULT_LISTS);
    return ofProbes(query.effort(), lists);
  }

  /// `ivfflat.probes`.
  static RecallTarget ofProbes(int probes, int lists) {
    double share = (double) probes / lists;
    return share >= 1
        ? new RecallTarget(1, 1)
        : new RecallTarget(
            LEAST_PROBED + (MOST_PROBED - LEAST_PROBED) * Math.sqrt(share), share);
  }

  /// `hnsw.ef_search`. A graph's work grows with the logarithm of the rows, that of lists with
  /// their root.
  static RecallTarget ofCandidates(int candidates, long rows) {
    double growth = Math.max(1, Math.sqrt(rows / ROWS));
    double wanted = LEAST_ROWS + candidates * ROWS_A_CANDIDATE * growth;
    double share = wanted / Math.max(1, rows);
    return new RecallTarget(Effort.recallOfEfSearch(candidates), Math.min(1, share));
  }
}
