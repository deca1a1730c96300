package dev.omendb.engine.index.vector;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.IndexSnapshot;
import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import dev.omendb.engine.index.VectorIndexReader.SearchStatistics;
import dev.omendb.engine.index.VectorIndexReader.VectorQuery;
import dev.omendb.engine.index.VectorIndexReader.VectorSearch;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.kernels.TopK;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A search that scores every row. It keeps the k nearest; when they are used up, it scores all
/// rows again for more of those that come after the last one answered, so its memory is bounded.
/// Rows at one distance come in the order of their ids. Confined to one thread.
final class FlatSearch implements VectorSearch {
  /// The most rows one pass keeps, unless more are wanted first.
  private static final int MAX_KEPT = 1 << 18;

  private static final int GROWTH = 4;

  /// A set with fewer members than one in so many of the index's rows is read member by member.
  private static final int SMALL_SHARE = 8;

  private final FlatIndex index;
  private final VectorKey key;
  private final RowBits.Piece[] pieces;
  private final IndexSnapshot snapshot;
  private final VectorQuery query;
  private final KeyQuery value;
  private final KeyReader reader;
  private final CandidateCheck check;
  private final float farthest;
  private final TopK nearest;
  private final long[] ids = new long[Column.BATCH_ROWS];
  private final int[] positions = new int[Column.BATCH_ROWS];
  private final float[] scores = new float[Column.BATCH_ROWS];
  private boolean begun;
  private int next;
  private boolean exhausted;

  /// The row answered last.
  private float lastScore = Float.NEGATIVE_INFINITY;

  private long lastId = -1;
  private long scored;
  private boolean closed;

  FlatSearch(
      FlatIndex index, RowBits.Piece[] pieces, IndexSnapshot snapshot, VectorQuery query) {
    this.index = index;
    this.key = index.readers().key();
    this.pieces = pieces;
    this.snapshot = snapshot;
    this.query = query;
    this.value = KeyQuery.of(key, query.vector());
    this.check = new CandidateCheck(snapshot, query.filter());
    this.farthest = key.distance().score(query.maxDistance());
    this.nearest = new TopK(Math.max(1, query.k()));
    this.reader = index.readers().take();
  }

  @Override
  public int next(long[] rowIds, double[] distances) {
    int count = 0;
    while (count < rowIds.length) {
      if (!begun || (next == nearest.size() && !exhausted)) {
        pass();
      }
      if (next == nearest.size()) {
        break;
      }
      lastScore = nearest.score(next);
      lastId = nearest.id(next++);
      rowIds[count] = lastId;
      distances[count++] = key.distance().finish(lastScore);
    }
    return count;
  }

  /// Finds the nearest rows that come after the last one answered.
  private void pass() {
    int limit = nearest.limit();
    nearest.reset(begun ? Math.max(limit, Math.min(GROWTH * limit, MAX_KEPT)) : limit);
    begun = true;
    RowIdFilter filter = query.filter();
    if (filter != null && isSmall(filter)) {
      scoreMembers(filter.members());
    } else {
      scoreEntries();
      scoreOwn(filter);
    }
    nearest.sort();
    next = 0;
    exhausted = !nearest.isFull();
  }

  private boolean isSmall(RowIdFilter filter) {
    return filter.cardinality() <= RowBits.positions(pieces) / SMALL_SHARE;
  }

  private void scoreEntries() {
    RowIdFilter filter = query.filter();
    for (RowBits.Piece piece : pieces) {
      int visible = snapshot.visiblePrefix(piece.segment());
      for (int from = 0; from < piece.positions(); from += Column.BATCH_ROWS) {
        query.checkCancelled().run();
        int to = from + Column.BATCH_ROWS;
        int count = piece.copyIds(from, to, ids);
        if (to > visible) {
          count = check.keep(ids, count);
        } else if (filter != null) {
          count = filter.keep(ids, count);
        }
        scoreIds(count);
      }
    }
  }

  /// Scores `ids[0..count)`, rows with a key, segment by segment.
  private void scoreIds(int count) {
    Arrays.sort(ids, 0, count);
    for (int from = 0; from < count; ) {
      int number = (int) (ids[from] >>> 32);
      int size = 0;
      while (from + size < count && (int) (ids[from + size] >>> 32) == number) {
        positions[size] = (int) ids[from + size];
        size++;
      }
      SegmentReader segment = snapshot.segment(number);
      if (segment != null) {
        score(segment, size);
      }
      from += size;
    }
  }

  /// Scores the rows at `positions[0..count)`.
  private void score(SegmentReader segment, int count) {
    reader.score(value, segment, positions, count, scores);
    scored += count;
    long base = (long) segment.number() << 32;
    for (int i = 0; i < count; i++) {
      if (!(scores[i] > nearest.threshold())) {
        offer(scores[i], base | positions[i]);
      }
    }
  }

  private void offer(float score, long id) {
    boolean within = score <= farthest || farthest == Float.POSITIVE_INFINITY;
    if (within && isAfterLast(score, id)) {
      nearest.add(score, id);
    }
  }

  private boolean isAfterLast(float score, long id) {
    int order = Float.compare(score + 0.0f, lastScore + 0.0f);
    return order > 0 || (order == 0 && id > lastId);
  }

  /// Members of a filter are visible; some may have no key.
  private void scoreMembers(long[] members) {
    Arrays.sort(members);
    for (int from = 0; from < members.length; from += ids.length) {
      query.checkCancelled().run();
      int count = 0;
      int end = Math.min(members.length, from + ids.length);
      for (int i = from; i < end; i++) {
        SegmentReader segment = snapshot.segment((int) (members[i] >>> 32));
        if (segment != null && !reader.isNull(segment, (int) members[i])) {
          ids[count++] = members[i];
        }
      }
      scoreIds(count);
    }
  }

  /// The running transaction's rows.
  private void scoreOwn(@Nullable RowIdFilter filter) {
    boolean partial = filter == null && index.definition().predicateSql() != null;
    for (IndexRows rows : snapshot.ownRows()) {
      SegmentReader segment = rows.segment();
      int count = 0;
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.positions()[i];
        if ((filter == null || filter.contains(rows.rowId(i)))
            && (!partial || reader.includes(segment, position))
            && !reader.isNull(segment, position)) {
          positions[count++] = position;
        }
        if (count == positions.length || (i == rows.count() - 1 && count > 0)) {
          score(segment, count);
          count = 0;
        }
      }
    }
  }

  /// Gives the reader back; the search answers nothing more.
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      begun = true;
      exhausted = true;
      next = nearest.size();
      index.readers().giveBack(reader);
    }
  }

  @Override
  public SearchStatistics statistics() {
    return new SearchStatistics(0, 0, 0, 0, scored, 0, 1);
  }
}
