package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.IndexNotes;
import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import dev.omendb.kernels.rabitq.IvfPart;
import dev.omendb.kernels.rabitq.PassingSlots;
import dev.omendb.kernels.rabitq.RowFilter;
import org.jspecify.annotations.Nullable;

/// Keeps the candidates that the snapshot sees and the query's filter allows. An entry whose row
/// was updated leads to the new version as long as the vector was left alone: otherwise the new
/// version has an entry of its own.
final class CandidateCheck implements RowFilter {
  private final IndexSnapshot snapshot;
  private final @Nullable RowIdFilter filter;
  private final double share;

  /// For a search that looks at every row.
  CandidateCheck(IndexSnapshot snapshot, @Nullable RowIdFilter filter) {
    this(snapshot, filter, 1);
  }

  /// @param rows of the index
  CandidateCheck(IndexSnapshot snapshot, @Nullable RowIdFilter filter, long rows) {
    this.snapshot = snapshot;
    this.filter = filter;
    this.share =
        filter == null ? 1 : Math.min(1, Math.max(1.0, filter.cardinality()) / Math.max(1, rows));
  }

  @Override
  public double expectedShare() {
    return share;
  }

  @Override
  public int keep(long[] ids, int count) {
    int visible = snapshot.visible(ids, count);
    RowIdFilter allowed = filter;
    return allowed == null || visible == 0 ? visible : allowed.keep(ids, visible);
  }

  @Override
  public @Nullable PassingSlots passing(IvfPart part) {
    RowIdFilter allowed = filter;
    IndexNotes notes = allowed == null ? null : allowed.notes();
    return notes == null ? null : PartPassing.find(notes, part, snapshot, allowed);
  }

  @Override
  public boolean isSelective() {
    return filter != null;
  }
}
