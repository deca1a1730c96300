package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.index.VectorIndexReader.VectorQuery;
import dev.omendb.kernels.rabitq.Effort;

/// The recall a search aims at: the target set, or what an explicit knob of pgvector's stands for.
final class RecallTarget {
  /// What a share of the lists probed is taken to promise at least: it grows with the share and is
  /// everything at all lists.
  private static final double LEAST_PROBED = 0.9;

  private static final int DEFAULT_LISTS = 100;

  private RecallTarget() {}

  static double of(CatalogObject.Index definition, VectorQuery query) {
    if (query.effort() <= 0) {
      return query.targetRecall();
    }
    if (definition.accessMethod().equals("ivfflat")) {
      String lists = definition.options().get("lists");
      double all = lists == null ? DEFAULT_LISTS : Integer.parseInt(lists);
      double share = Math.min(1, query.effort() / all);
      return Math.min(0.9999, LEAST_PROBED + (1 - LEAST_PROBED) * Math.sqrt(share));
    }
    return Effort.recallOfEfSearch(query.effort());
  }
}
