package dev.omendb.engine.index.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.kernels.rabitq.RowFilter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Keeps the candidates that the snapshot sees and the query's filter allows. An entry whose row was
/// updated leads to the new version only if the vector stayed the same: otherwise the new version
/// has an entry of its own.
final class CandidateCheck implements RowFilter {
  private final VectorKey key;
  private final IndexSnapshot snapshot;
  private final @Nullable RowIdFilter filter;
  private final long[] one = new long[1];

  CandidateCheck(VectorKey key, IndexSnapshot snapshot, @Nullable RowIdFilter filter) {
    this.key = key;
    this.snapshot = snapshot;
    this.filter = filter;
  }

  @Override
  public int keep(long[] ids, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      one[0] = ids[i];
      if (snapshot.visible(one, 1) == 1
          && (one[0] == ids[i] || sameVector(ids[i], one[0]))
          && (filter == null || filter.contains(one[0]))) {
        ids[kept++] = one[0];
      }
    }
    return kept;
  }

  private boolean sameVector(long entry, long version) {
    SegmentReader before = snapshot.segment((int) (entry >>> 32));
    SegmentReader after = snapshot.segment((int) (version >>> 32));
    if (before == null || after == null) {
      return before == null;
    }
    BytesColumn both = new BytesColumn(2);
    before.read(key.attnum(), (int) entry, (int) entry + 1, both);
    after.read(key.attnum(), (int) version, (int) version + 1, both);
    return !both.isNull(0)
        && !both.isNull(1)
        && Arrays.equals(
            both.heap(), both.offset(0), both.offset(0) + both.length(0), both.heap(),
            both.offset(1), both.offset(1) + both.length(1));
  }
}
