package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.TopK;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows nearest to a query, in order, for as long as the caller asks: k first, and each time
/// they are used up, twice as many from a search that goes as far as those take. A row is answered
/// once. Every row the filter keeps comes, sooner or later.
///
/// Confined to one thread; the [CodeSearch] may serve other searches between two calls.
public final class NearestRows {
  private static final int GROWTH = 2;

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
  private LongSet answered = new LongSet(0);

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
    int before = answered.size();
    double aimed = isOneAlone() ? recall : 1 - CAUTION_AMONG_OTHERS * (1 - recall);
    while (!exhausted && answered.size() == before) {
      if (before > 0) {
        wanted = (int) Math.min(Integer.MAX_VALUE - 8L, (long) GROWTH * wanted);
      }
      search.scanAtMost(mostScanned - scanned);
      search.visitAtLeast(leastShare);
      search.begin(query, wanted, farthest, filter, reranker);
      for (IvfPart part : parts) {
        search.scan(part, aimed);
      }
      for (FlatCodes tail : tails) {
        search.scan(tail, aimed);
      }
      take(search.finish());
      scanned += search.scanned();
      filtered += search.filtered();
      reranked += search.reranked();
      visited += search.visited();
      exhausted |= scanned >= mostScanned;
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
    ids = new long[top.size()];
    scores = new float[top.size()];
    size = 0;
    next = 0;
    answered.reserve(answered.size() + top.size());
    for (int i = 0; i < top.size(); i++) {
      if (answered.add(top.id(i))) {
        ids[size] = top.id(i);
        scores[size++] = top.score(i);
      }
    }
  }
}
