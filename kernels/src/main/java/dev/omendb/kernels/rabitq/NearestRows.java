package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.TopK;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows nearest to a query, in order, for as long as the caller asks: k first, and more each
/// time they are used up, from a search that goes as far as those take. A row is answered once.
/// Every row the filter keeps comes, sooner or later.
///
/// Short of a recall of 1, a later search may find a row that an earlier one missed: it then comes
/// late. At 1 every search looks at all codes for rows that were not answered, and keeps no more
/// than [#MAX_KEPT] of them, however many are asked for in the end.
///
/// Confined to one thread; the [CodeSearch] may serve other searches between two calls.
public final class NearestRows {
  private static final int GROWTH = 2;

  private static final int MOST_WANTED = Integer.MAX_VALUE - 8;

  /// By how much more rows are wanted where each search looks at all codes.
  private static final int WHOLE_GROWTH = 4;

  /// The most rows such a search keeps, unless more are wanted first.
  private static final int MAX_KEPT = 1 << 18;

  /// The part of the misses asked for that each of several parts aims at. A part's efforts were
  /// learned alone, where the k-th distance is known late and more is found meanwhile than the
  /// effort stands for; the distances other parts have found leave less to chance.
  private static final double CAUTION_AMONG_OTHERS = 0.9;

  private static final double NEARLY_ALL = 0.9;

  private final CodeSearch search;
  private final List<IvfPart> parts;
  private final List<FlatCodes> tails;
  private final float[] query;
  private final double recall;
  private final float farthest;
  private final long mostScanned;
  private final @Nullable RowFilter filter;
  private final Reranker reranker;

  private double leastShare;
  private int wanted;
  private boolean exhausted;
  private long[] ids = new long[0];
  private float[] scores = new float[0];
  private int size;
  private int next;
  private final IdSet answered = new IdSet();
  private boolean leavesOutLate;
  private float lastScore = Float.NEGATIVE_INFINITY;

  private long scanned;
  private long filtered;
  private long reranked;
  private long visited;

  /// @param k rows wanted first
  /// @param recall share of the true k nearest to find, on average
  /// @param farthest no row with a greater score is answered
  /// @param mostScanned codes after which no search begins and none goes on for a filter's sake
  public NearestRows(
      CodeSearch search,
      List<IvfPart> parts,
      List<FlatCodes> tails,
      float[] query,
      int k,
      double recall,
      float farthest,
      long mostScanned,
      @Nullable RowFilter filter,
      Reranker reranker) {
    this.search = search;
    this.parts = List.copyOf(parts);
    this.tails = List.copyOf(tails);
    this.query = query.clone();
    this.wanted = Math.max(1, k);
    this.recall = recall;
    this.farthest = farthest;
    this.mostScanned = mostScanned;
    this.filter = filter;
    this.reranker = reranker;
  }

  /// Has every search visit at least this share of a part's lists.
  public void visitAtLeast(double share) {
    leastShare = share;
  }

  /// Leaves out a row that an earlier search missed, when it belongs before one that was answered.
  public void leaveOutLate() {
    leavesOutLate = true;
  }

  /// Copies the next rows and their scores, as many as are ready and fit; 0 when none is left.
  public int next(long[] targetIds, float[] targetScores) {
    if (next == size && !exhausted) {
      searchOn();
    }
    int count = Math.min(size - next, Math.min(targetIds.length, targetScores.length));
    System.arraycopy(ids, next, targetIds, 0, count);
    System.arraycopy(scores, next, targetScores, 0, count);
    next += count;
    return count;
  }

  /// Codes looked at so far.
  public long scanned() {
    return scanned;
  }

  /// Rows the filter refused so far.
  public long filtered() {
    return filtered;
  }

  /// True distances asked for so far.
  public long reranked() {
    return reranked;
  }

  /// Lists visited so far.
  public long visited() {
    return visited;
  }

  private void searchOn() {
    long before = answered.size();
    boolean whole = recall >= 1;
    double aimed = isOneAlone() ? recall : 1 - CAUTION_AMONG_OTHERS * (1 - recall);
    size = 0;
    next = 0;
    while (!exhausted && size == 0) {
      if (before > 0) {
        wanted = whole ? moreOfAll() : Math.clamp((long) GROWTH * wanted, 1, MOST_WANTED);
      }
      Unanswered rest = whole && before > 0 ? new Unanswered() : null;
      search.scanAtMost(mostScanned - scanned);
      search.visitAtLeast(leastShare);
      search.begin(query, wanted, farthest, rest == null ? filter : rest, reranker);
      for (IvfPart part : parts) {
        search.scan(part, aimed);
      }
      for (FlatCodes tail : tails) {
        search.scan(tail, aimed);
      }
      take(search.finish());
      scanned += search.scanned();
      filtered += search.filtered() - (rest == null ? 0 : rest.answeredBefore);
      reranked += search.reranked();
      visited += search.visited();
      exhausted |= scanned >= mostScanned;
    }
  }

  private int moreOfAll() {
    return Math.max(wanted, (int) Math.min(MAX_KEPT, (long) WHOLE_GROWTH * wanted));
  }

  /// The filter, for a search of what is left. Confined to one search.
  private final class Unanswered implements RowFilter {
    private long answeredBefore;

    @Override
    public int keep(long[] ids, int count) {
      int passing = filter == null ? count : filter.keep(ids, count);
      int kept = 0;
      for (int i = 0; i < passing; i++) {
        if (!answered.contains(ids[i])) {
          ids[kept++] = ids[i];
        }
      }
      answeredBefore += passing - kept;
      return kept;
    }
  }

  /// True when nearly all rows are in one part.
  private boolean isOneAlone() {
    long rows = 0;
    long most = 0;
    for (IvfPart part : parts) {
      rows += part.rows();
      most = Math.max(most, part.rows());
    }
    for (FlatCodes tail : tails) {
      rows += tail.count();
    }
    return most >= NEARLY_ALL * rows;
  }

  private void take(TopK top) {
    exhausted = top.size() < wanted;
    if (ids.length < top.size()) {
      ids = new long[top.size()];
      scores = new float[top.size()];
    }
    for (int i = 0; i < top.size(); i++) {
      boolean late = leavesOutLate && top.score(i) < lastScore;
      if (answered.add(top.id(i)) && !late) {
        ids[size] = top.id(i);
        scores[size++] = top.score(i);
      }
    }
    lastScore = size > 0 ? scores[size - 1] : lastScore;
  }
}
