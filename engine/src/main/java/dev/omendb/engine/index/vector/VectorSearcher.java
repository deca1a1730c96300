package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import dev.omendb.engine.index.VectorIndexReader.SearchStatistics;
import dev.omendb.engine.index.VectorIndexReader.VectorQuery;
import dev.omendb.engine.index.VectorIndexReader.VectorSearch;
import dev.omendb.engine.index.vector.VectorKey.Elements;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.kernels.rabitq.CodeSearch;
import dev.omendb.kernels.rabitq.NearestRows;
import org.jspecify.annotations.Nullable;

/// One search: codes propose rows, the snapshot and the filter decide which count, the table's own
/// vectors give the distances. Rows without codes (strays, the transaction's own) are scored one by
/// one and merged in. Confined to one thread.
final class VectorSearcher implements VectorSearch {
  /// Bytes of vectors that are read at once rather than searched for, with [#ROW_BYTES] for each.
  private static final long FEW_BYTES = 3L << 20;

  /// What a row costs however short its vector is, in bytes read.
  private static final long ROW_BYTES = 512;

  /// Rows of which the same is true where a value takes longer to get.
  private static final long FEW_COSTLY_ROWS = 4096;

  private final VectorIndex index;
  private final VectorKey key;
  private final IndexState state;
  private final IndexSnapshot snapshot;
  private final VectorQuery query;
  private final KeyQuery value;
  private final KeyReader reader;
  private final RecallTarget target;
  private final float farthest;
  private final ScoredRows extra;
  private final CandidateCheck check;
  private final int[] positions = new int[CodeSearch.BATCH];
  private final int[] places = new int[CodeSearch.BATCH];
  private final float[] groupScores = new float[CodeSearch.BATCH];
  private final CodeSearch searcher;
  private @Nullable NearestRows nearest;
  private long[] ids = new long[0];
  private float[] scores = new float[0];
  private int size;
  private int next;
  private boolean drained;
  private long scoredExactly;
  private boolean closed;

  VectorSearcher(
      VectorIndex index, IndexState state, IndexSnapshot snapshot, VectorQuery query) {
    this.index = index;
    this.key = index.key();
    this.state = state;
    this.snapshot = snapshot;
    this.query = query;
    this.value = KeyQuery.of(key, query.vector());
    this.farthest = key.distance().score(query.maxDistance());
    this.target = RecallTarget.of(index.definition(), query, state);
    this.check = new CandidateCheck(snapshot, query.filter(), state.rows());
    this.extra = new ScoredRows();
    this.searcher = index.takeSearcher();
    this.reader = index.readers().take();
    RowIdFilter filter = query.filter();
    if (filter != null && isSmall(filter)) {
      scoreAll(filter);
      drained = true;
    } else {
      scoreExtra(filter);
    }
    extra.heapify();
  }

  /// True for so few rows that their own vectors are read as quickly as the index finds its way
  /// around a filter.
  private boolean isSmall(RowIdFilter filter) {
    long rows = filter.cardinality();
    boolean costly = key.isExpression() || key.elements() == Elements.SPARSE;
    return costly ? rows <= FEW_COSTLY_ROWS : rows * (key.valueBytes() + ROW_BYTES) <= FEW_BYTES;
  }

  private void scoreAll(RowIdFilter filter) {
    long[] members = filter.members();
    for (int from = 0; from < members.length; ) {
      int number = (int) (members[from] >>> 32);
      SegmentReader segment = snapshot.segment(number);
      int count = 0;
      int next = from;
      for (; next < members.length && count < positions.length; next++) {
        if ((int) (members[next] >>> 32) != number) {
          break;
        }
        if (segment != null && !reader.isNull(segment, (int) members[next])) {
          positions[count++] = (int) members[next];
        }
      }
      if (segment != null && count > 0) {
        reader.score(value, segment, positions, count, groupScores);
        for (int i = 0; i < count; i++) {
          extra.add((long) number << 32 | positions[i], groupScores[i]);
        }
        scoredExactly += count;
      }
      from = next;
    }
  }

  /// Strays and the transaction's own rows.
  private void scoreExtra(@Nullable RowIdFilter filter) {
    long[] one = new long[1];
    for (long id : state.strays()) {
      one[0] = id;
      if (check.keep(one, 1) == 1) {
        addExtra(one[0]);
      }
    }
    boolean partial = filter == null && index.definition().predicateSql() != null;
    for (IndexRows rows : snapshot.ownRows()) {
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.positions()[i];
        if ((filter == null || filter.contains(rows.rowId(i)))
            && (!partial || reader.includes(rows.segment(), position))) {
          addExtra(rows.rowId(i), rows.segment(), position);
        }
      }
    }
  }

  private void addExtra(long id) {
    SegmentReader segment = snapshot.segment((int) (id >>> 32));
    if (segment != null) {
      addExtra(id, segment, (int) id);
    }
  }

  private void addExtra(long id, SegmentReader segment, int position) {
    if (!reader.isNull(segment, position)) {
      positions[0] = position;
      reader.score(value, segment, positions, 1, groupScores);
      scoredExactly++;
      extra.add(id, groupScores[0]);
    }
  }

  /// The kernels' scores of rows, read where the table keeps them.
  private void rerank(long[] rowIds, int count, float[] into) {
    int done = 0;
    long handled = 0;
    while (done < count) {
      int first = Long.numberOfTrailingZeros(~handled);
      int number = (int) (rowIds[first] >>> 32);
      int members = 0;
      for (int i = first; i < count; i++) {
        if ((handled & (1L << i)) == 0 && (int) (rowIds[i] >>> 32) == number) {
          positions[members] = (int) rowIds[i];
          places[members++] = i;
          handled |= 1L << i;
        }
      }
      scoreGroup(number, members, into);
      done += members;
    }
  }

  private void scoreGroup(int number, int members, float[] into) {
    SegmentReader segment = snapshot.segment(number);
    if (segment == null) {
      for (int i = 0; i < members; i++) {
        into[places[i]] = Float.POSITIVE_INFINITY;
      }
      return;
    }
    reader.score(value, segment, positions, members, groupScores);
    for (int i = 0; i < members; i++) {
      into[places[i]] = groupScores[i];
    }
  }

  @Override
  public int next(long[] rowIds, double[] distances) {
    int count = 0;
    while (count < rowIds.length) {
      if (next == size && !drained) {
        refill(Math.max(16, rowIds.length));
      }
      boolean haveCode = next < size;
      if (!haveCode && extra.isEmpty()) {
        break;
      }
      if (haveCode && (extra.isEmpty() || !extra.comesBefore(scores[next]))) {
        rowIds[count] = ids[next];
        distances[count++] = key.distance().finish(scores[next++]);
      } else {
        rowIds[count] = extra.id();
        distances[count++] = key.distance().finish(extra.takeScore());
      }
    }
    return count;
  }

  private void refill(int wanted) {
    NearestRows rows = nearest;
    if (rows == null) {
      rows =
          new NearestRows(
              searcher, state.parts().stream().map(Part::codes).toList(),
              state.tails().stream().map(Tail::codes).toList(), value.code(), query.k(),
              target.recall(), farthest, query.mostScanned(), check, this::rerank);
      rows.visitAtLeast(target.leastShare());
      if (query.strictOrder()) {
        rows.leaveOutLate();
      }
      nearest = rows;
    }
    if (ids.length < wanted) {
      ids = new long[wanted];
      scores = new float[wanted];
    }
    size = rows.next(ids, scores);
    next = 0;
    drained = size == 0;
  }

  /// Gives the buffers back; the search answers nothing more.
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      drained = true;
      size = 0;
      next = 0;
      index.returnSearcher(searcher);
      index.readers().giveBack(reader);
    }
  }

  @Override
  public SearchStatistics statistics() {
    NearestRows ran = nearest;
    return ran == null
        ? new SearchStatistics(0, 0, 0, 0, scoredExactly, 0, 1)
        : new SearchStatistics(
            state.parts().size(), ran.visited(), ran.scanned(), ran.filtered(), ran.reranked(),
            state.tailRows(), target.recall());
  }
}
