package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.Metric;
import dev.omendb.kernels.TopK;
import org.jspecify.annotations.Nullable;

/// The rows of a search that their first codes do not rule out, on their way through second codes
/// and the filter to their true distances and the k nearest.
///
/// Scans write what they find into [#slots] and [#bounds] from [#count] on, [#take] makes
/// candidates of it, [#flush] fetches what still counts. Confined to one thread.
final class Candidates {
  /// Candidates that are worth a look at the true distances.
  static final int ENOUGH = 24;

  /// Candidates fetched beyond k while there is no threshold.
  private static final int SPARE = 2;

  /// How many times as many have their second codes looked at first.
  private static final int REFINED_FIRST = 2;

  private static final int REFINED = 1 << 30;

  final float[] bounds;
  final int[] slots;
  int count;

  long refined;
  long filtered;
  long reranked;

  /// Standard errors by which second codes rule rows out; infinite where they are not asked.
  float fine;

  /// Whether every list of the part is scanned, so that copies are not needed.
  boolean isWhole;

  private final Metric metric;
  private final Proxy proxy;
  private final QueryCode code;
  private final ListRanking ranking;
  private final long fineBytes;
  private final Selection selection = new Selection();

  /// Rows of the part that were candidates already: some are in two lists.
  private final LongSet taken = new LongSet(256);

  /// Of each candidate its place in the following arrays, [#REFINED] once its bound is that of its
  /// second code. In the order of the bounds.
  private final int[] handles;

  /// Numbers in the part, or in the chunk of a tail.
  private final int[] rows;

  /// Squared distances of the second codes' centres, NaN where not known.
  private final float[] bases;

  private final float[] batchBounds = new float[CodeSearch.BATCH];
  private final int[] batchHandles = new int[CodeSearch.BATCH];
  private final long[] batch = new long[CodeSearch.BATCH];
  private final float[] scores = new float[CodeSearch.BATCH];
  private final int[] refinedPlaces = new int[CodeSearch.BATCH];
  private final long[] refinedCodes = new long[CodeSearch.BATCH];
  private final float[] refinedBases = new float[CodeSearch.BATCH];
  private final float[] refinedBounds = new float[CodeSearch.BATCH];

  private final TopK top;
  private @Nullable RowFilter filter;
  private Reranker reranker = (ids, count, scores) -> {};
  private float farthest;
  private float squaredNorm;
  private float scale = 1;

  private @Nullable IvfPart part;
  private long[] chunkIds = {};

  /// Address of the second codes of the part or chunk.
  private long fineCodes;

  private int firstRow;
  private int listRows;
  private int firstCopy;
  private int copies;
  private float base;

  /// @param capacity the most slots a scan finds at once, and [#ENOUGH]
  Candidates(
      Metric metric, Proxy proxy, TopK top, QueryCode code, ListRanking ranking, int capacity) {
    this.metric = metric;
    this.proxy = proxy;
    this.top = top;
    this.code = code;
    this.ranking = ranking;
    this.fineBytes = FineCodes.bytes(code.residuals.length);
    this.bounds = new float[capacity];
    this.slots = new int[capacity];
    this.handles = new int[capacity];
    this.rows = new int[capacity];
    this.bases = new float[capacity];
  }

  /// @param farthest the greatest score that counts
  /// @param squaredNorm of the query, where an inner product is sought
  void begin(@Nullable RowFilter filter, Reranker reranker, float farthest, float squaredNorm) {
    this.filter = filter;
    this.reranker = reranker;
    this.farthest = farthest;
    this.squaredNorm = squaredNorm;
    count = 0;
    refined = 0;
    filtered = 0;
    reranked = 0;
  }

  /// Lets go of what the search was given.
  void end() {
    filter = null;
    reranker = (ids, count, scores) -> {};
    part = null;
    chunkIds = new long[0];
  }

  void enter(IvfPart next) {
    part = next;
    scale = next.scale();
    fineCodes = next.image().address() + next.fine;
    isWhole = false;
    taken.clear();
  }

  /// A list of the part.
  ///
  /// @param squaredDistance of the query and the list's centre
  void enterList(IvfPart of, int list, float squaredDistance) {
    firstRow = of.firstRow(list);
    listRows = of.firstRow(list + 1) - firstRow;
    firstCopy = of.firstCopy(list);
    copies = isWhole ? 0 : of.firstCopy(list + 1) - firstCopy;
    base = squaredDistance;
  }

  /// A chunk of a tail, of which the first rows count.
  void enter(FlatCodes.Chunk chunk, int chunkRows, float tailScale, float squaredDistance) {
    part = null;
    chunkIds = chunk.ids();
    fineCodes = chunk.fine();
    scale = tailScale;
    isWhole = true;
    firstRow = 0;
    listRows = chunkRows;
    copies = 0;
    base = squaredDistance;
  }

  /// The score beyond which no row counts any more, as a bound of codes.
  float threshold() {
    float score = proxy.bound(Math.min(farthest, top.threshold()), scale);
    return QueryCode.bound(metric, score, squaredNorm);
  }

  /// About how many candidates to begin with, while there is no threshold.
  int wantedFirst() {
    int wanted = (int) Math.min(1 << 20, (long) top.limit() - top.size() + SPARE);
    return fine < Float.POSITIVE_INFINITY ? REFINED_FIRST * wanted : wanted;
  }

  /// Makes candidates of the slots found.
  ///
  /// @param until the end of what was written behind [#count]
  /// @param offset what to add to slots for their place in the list
  void take(int until, int offset) {
    for (int i = count; i < until; i++) {
      int place = offset + slots[i];
      if (place < listRows) {
        add(bounds[i], firstRow + place, base);
      } else if (place < listRows + copies) {
        add(bounds[i], copied(firstCopy + place - listRows), Float.NaN);
      }
    }
  }

  private int copied(int copy) {
    IvfPart current = part;
    return current == null ? -1 : current.rowOfCopy(copy);
  }

  private void add(float bound, int row, float squaredDistance) {
    bounds[count] = bound;
    handles[count] = count;
    rows[count] = row;
    bases[count++] = squaredDistance;
  }

  void flushIfWorthwhile() {
    if (count >= ENOUGH) {
      flush();
    }
  }

  /// Fetches the true distances of the candidates that still count.
  void flush() {
    int from = 0;
    while (from < count && threshold() == Float.POSITIVE_INFINITY) {
      from = fetchNearest(from);
    }
    while (from < count) {
      from = fetch(from, count);
    }
    count = 0;
  }

  /// Without a threshold: fetches the nearest by estimate, to get a good one soon. Answers where
  /// the other candidates begin.
  private int fetchNearest(int from) {
    int left = count - from;
    int wanted = (int) Math.min(left, (long) top.limit() - top.size() + SPARE);
    if (from > 0) {
      System.arraycopy(bounds, from, bounds, 0, left);
      System.arraycopy(handles, from, handles, 0, left);
      count = left;
    }
    int nearest = wanted;
    if (fine < Float.POSITIVE_INFINITY && wanted < left) {
      int some = (int) Math.min(left, (long) REFINED_FIRST * wanted);
      nearest = selection.smallest(bounds, handles, left, some);
      for (int i = 0; i < nearest; i += CodeSearch.BATCH) {
        refine(bounds, handles, i, Math.min(nearest, i + CodeSearch.BATCH));
      }
      left = nearest;
    }
    nearest = selection.smallest(bounds, handles, left, wanted);
    return fetch(0, nearest);
  }

  /// Replaces the bounds of at most a batch of candidates by those of their second codes.
  private void refine(float[] ofBounds, int[] ofHandles, int from, int to) {
    int some = 0;
    for (int i = from; i < to; i++) {
      int handle = ofHandles[i];
      if ((handle & REFINED) == 0) {
        refinedPlaces[some] = i;
        refinedCodes[some] = fineCodes + rows[handle] * fineBytes;
        refinedBases[some++] = base(handle);
      }
    }
    SimdFineCodes.bounds(code, refinedCodes, refinedBases, some, fine, refinedBounds);
    for (int i = 0; i < some; i++) {
      ofBounds[refinedPlaces[i]] = refinedBounds[i];
      ofHandles[refinedPlaces[i]] |= REFINED;
    }
    refined += some;
  }

  /// The squared distance of the centre of a candidate's second code.
  private float base(int handle) {
    float known = bases[handle];
    return Float.isNaN(known) ? ranking.squaredDistanceOf(rows[handle]) : known;
  }

  /// Takes one batch of candidates; answers where the next begins.
  private int fetch(int from, int end) {
    float threshold = threshold();
    taken.reserve(taken.size() + CodeSearch.BATCH);
    int some = 0;
    int i = from;
    for (; i < end && some < CodeSearch.BATCH; i++) {
      if (bounds[i] < threshold && (isWhole || taken.add(rows[handles[i] & ~REFINED]))) {
        batchBounds[some] = bounds[i];
        batchHandles[some++] = handles[i];
      }
    }
    if (fine < Float.POSITIVE_INFINITY && threshold < Float.POSITIVE_INFINITY) {
      refine(batchBounds, batchHandles, 0, some);
    }
    int near = 0;
    for (int j = 0; j < some; j++) {
      if (!(batchBounds[j] >= threshold)) {
        long id = id(rows[batchHandles[j] & ~REFINED]);
        batch[near] = id;
        near += id >= 0 ? 1 : 0;
      }
    }
    score(near);
    return i;
  }

  /// The id of a row, -1 of one that is gone.
  private long id(int row) {
    IvfPart current = part;
    return current == null ? chunkIds[row] : current.id(row);
  }

  private void score(int near) {
    int kept = near;
    if (filter != null && near > 0) {
      kept = filter.keep(batch, near);
      filtered += near - kept;
    }
    if (kept > 0) {
      reranker.score(batch, kept, scores);
      reranked += kept;
      for (int j = 0; j < kept; j++) {
        if (!(scores[j] > farthest)) {
          top.add(scores[j], batch[j]);
        }
      }
    }
  }
}
