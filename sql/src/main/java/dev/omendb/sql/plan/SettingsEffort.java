package dev.omendb.sql.plan;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.sql.execute.vector.IndexVectorSearch.SearchEffort;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.session.Settings;
import dev.omendb.sql.session.StatementContext;

/// Search effort from `omendb.target_recall`, `hnsw.ef_search` and `ivfflat.probes`.
public final class SettingsEffort implements SearchEffort {
  @Override
  public double targetRecall(EvaluationContext context) {
    return settings(context).getDouble("omendb.target_recall");
  }

  @Override
  public int effort(EvaluationContext context, long indexOid) {
    Settings settings = settings(context);
    String method =
        context
            .transaction()
            .catalog()
            .find(CatalogObject.Index.class, indexOid)
            .map(CatalogObject.Index::accessMethod)
            .orElse("");
    String knob = method.equals("ivfflat") ? "ivfflat.probes" : "hnsw.ef_search";
    return settings.isExplicit(knob) ? settings.getInt(knob) : 0;
  }

  private static Settings settings(EvaluationContext context) {
    return ((StatementContext) context).session().settings();
  }
}
