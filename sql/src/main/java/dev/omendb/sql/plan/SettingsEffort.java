package dev.omendb.sql.plan;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.IntegerOption;
import dev.omendb.sql.execute.vector.IndexVectorSearch.SearchEffort;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.session.Settings;
import dev.omendb.sql.session.StatementContext;
import org.jspecify.annotations.Nullable;

/// Search effort from `omendb.target_recall`, `hnsw.ef_search` and `ivfflat.probes`.
public final class SettingsEffort implements SearchEffort {
  private static final int DEFAULT_LISTS = 100;

  @Override
  public double targetRecall(EvaluationContext context) {
    return settings(context).getDouble("omendb.target_recall");
  }

  @Override
  public int effort(EvaluationContext context, long indexOid) {
    Settings settings = settings(context);
    Index index = index(context, indexOid);
    String knob = isLists(index) ? "ivfflat.probes" : "hnsw.ef_search";
    return settings.isExplicit(knob) ? settings.getInt(knob) : 0;
  }

  /// As in pgvector, the bounds are those of iterative scans.
  @Override
  public long mostScanned(EvaluationContext context, long indexOid, long rows) {
    Settings settings = settings(context);
    Index index = index(context, indexOid);
    String knob = isLists(index) ? "ivfflat.max_probes" : "hnsw.max_scan_tuples";
    if (index == null || !settings.isExplicit(knob) || mode(settings, index).equals("off")) {
      return Long.MAX_VALUE;
    }
    long most = settings.getInt(knob);
    if (!isLists(index)) {
      return most;
    }
    int lists = IntegerOption.of(index.options(), "lists", DEFAULT_LISTS);
    return most >= lists ? Long.MAX_VALUE : Math.max(1, rows * most / lists);
  }

  @Override
  public boolean strictOrder(EvaluationContext context, long indexOid) {
    return mode(settings(context), index(context, indexOid)).equals("strict_order");
  }

  private static String mode(Settings settings, @Nullable Index index) {
    return settings.get(isLists(index) ? "ivfflat.iterative_scan" : "hnsw.iterative_scan");
  }

  private static @Nullable Index index(EvaluationContext context, long indexOid) {
    return context.transaction().catalog().find(Index.class, indexOid).orElse(null);
  }

  private static boolean isLists(@Nullable Index index) {
    return index != null && index.accessMethod().equals("ivfflat");
  }

  private static Settings settings(EvaluationContext context) {
    return ((StatementContext) context).session().settings();
  }
}
