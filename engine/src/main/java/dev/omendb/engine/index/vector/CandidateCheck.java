package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import dev.omendb.kernels.rabitq.RowFilter;
import org.jspecify.annotations.Nullable;

/// Keeps the candidates that the snapshot sees and the query's filter allows. An entry whose row
/// was updated leads to the new version as long as the vector was left alone: otherwise the new
/// version has an entry of its own.
final class CandidateCheck implements RowFilter {
  private final IndexSnapshot snapshot;
  private final @Nullable RowIdFilter filter;

  CandidateCheck(IndexSnapshot snapshot, @Nullable RowIdFilter filter) {
    this.snapshot = snapshot;
    this.filter = filter;
  }

  @Override
  public int keep(long[] ids, int count) {
    int visible = snapshot.visible(ids, count);
    RowIdFilter allowed = filter;
    return allowed == null || visible == 0 ? visible : allowed.keep(ids, visible);
  }

  @Override
  public boolean isSelective() {
    return filter != null;
  }
}
