package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.TopK;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// One search over any number of parts and tails: estimates distances from 1-bit codes, again from
/// the second codes of rows that may be among the k nearest by the first, and fetches the true
/// distance of every row that still may.
///
/// ```
/// search.begin(query, k, filter, reranker);
/// search.scan(part, recall);      // for each part
/// search.scan(tail, recall);
/// TopK nearest = search.finish(); // sorted; scores are the metric's
/// ```
///
/// Holds all the buffers a search needs and is reused without allocation. Confined to one thread.
public final class CodeSearch {
  /// The most rows a filter or a reranker gets at once.
  public static final int BATCH = 32;

  /// Lists visited beside a share asked for.
  private static final int BESIDE = 3;

  /// Blocks scanned between two looks at the threshold.
  private static final int CHUNK_BLOCKS = 32;

  /// Candidates that are worth a look at the true distances.
  private static final int ENOUGH = 24;

  /// Candidates fetched beyond k while there is no threshold.
  private static final int SPARE = 8;

  /// How many times as many get their second codes looked at first.
  private static final int REFINED_FIRST = 3;

  private static final int REFINED = 1 << 30;

  private final Metric metric;
  private final Proxy proxy;
  private final Rotation rotation;
  private final float[] rotated;
  private final float[] normalised;
  private final QueryCode code;

  /// In place of `code` for taxicab distances.
  private final TaxicabQuery taxicab;

  private final ListRanking ranking;
  private final Selection selection = new Selection();
  private final TopK top = new TopK(0);

  /// Rows of the part that were candidates already: some are in two lists.
  private final LongSet taken = new LongSet(256);

  private final float[] bounds;
  private final int[] slots;

  /// Of each candidate its place in the following arrays, [#REFINED] once its bound is that of its
  /// second code. In the order of the bounds.
  private final int[] handles;

  private final long[] pendingIds;

  /// Addresses of second codes.
  private final long[] pendingCodes;

  /// Squared distances of the second codes' centres, NaN where not known.
  private final float[] pendingBases;

  /// Numbers in their part, or -1 for rows of tails.
  private final int[] pendingRows;

  private int pending;

  /// Candidates on their way to the true distances.
  private final float[] batchBounds = new float[BATCH];

  private final int[] batchHandles = new int[BATCH];
  private final long[] batch = new long[BATCH];
  private final float[] scores = new float[BATCH];

  private final int[] refinedPlaces = new int[BATCH];
  private final long[] refinedCodes = new long[BATCH];
  private final float[] refinedBases = new float[BATCH];
  private final float[] refinedBounds = new float[BATCH];

  private @Nullable RowFilter filter;
  private Reranker reranker = (ids, count, scores) -> {};
  private float squaredNorm;
  private float farthest;
  private float nearestList;
  private long mostScanned = Long.MAX_VALUE;
  private double leastShare;

  /// Of the part or tail being scanned, see [Proxy#TAXICAB].
  private float scale = 1;

  /// Whether every list of the part is scanned, so that copies are not needed.
  private boolean isWhole;

  /// Of second codes, see [Effort].
  private float fine;

  private long scanned;
  private long refined;
  private long filtered;
  private long reranked;
  private int visited;

  public CodeSearch(Metric metric, int dimensions, ComputeEngine compute) {
    this(metric, Proxy.EXACT, dimensions, compute);
  }

  /// @param metric what codes estimate
  /// @param proxy how the scores of the reranker stand to it
  public CodeSearch(Metric metric, Proxy proxy, int dimensions, ComputeEngine compute) {
    this.metric = metric;
    this.proxy = proxy;
    this.rotation = Rotation.of(metric, dimensions);
    int padded = rotation.padded();
    this.rotated = new float[padded];
    this.normalised = new float[dimensions];
    this.code = new QueryCode(padded);
    this.taxicab = new TaxicabQuery(padded);
    this.ranking = new ListRanking(padded, compute);
    int capacity = CodeBlocks.LANES * (CHUNK_BLOCKS + 2) + ENOUGH;
    this.bounds = new float[capacity];
    this.slots = new int[capacity];
    this.handles = new int[capacity];
    this.pendingIds = new long[capacity];
    this.pendingCodes = new long[capacity];
    this.pendingBases = new float[capacity];
    this.pendingRows = new int[capacity];
  }

  /// From the next [#begin] on, a search that has scanned so many codes goes no further than it
  /// would without a filter.
  public void scanAtMost(long codes) {
    mostScanned = codes;
  }

  /// From the next [#begin] on, a search that is not for few of the rows visits at least this share
  /// of a part's lists. Where its recall takes no more than twice that, it leaves out next to
  /// nothing in them.
  public void visitAtLeast(double share) {
    leastShare = share;
  }

  /// Starts a search for the k nearest rows.
  ///
  /// @param filter decides which rows count, or null when all do
  public void begin(float[] query, int k, @Nullable RowFilter filter, Reranker reranker) {
    begin(query, k, Float.POSITIVE_INFINITY, filter, reranker);
  }

  /// Starts a search for rows with a score of at most `farthest`, the k nearest of them if they
  /// are more.
  public void begin(
      float[] query, int k, float farthest, @Nullable RowFilter filter, Reranker reranker) {
    this.filter = filter;
    this.reranker = reranker;
    this.farthest = farthest;
    nearestList = Float.POSITIVE_INFINITY;
    top.reset(k);
    pending = 0;
    scanned = 0;
    refined = 0;
    filtered = 0;
    reranked = 0;
    visited = 0;
    float[] source = query;
    if (metric == Metric.COSINE) {
      Norms.normalise(query, 0, normalised, 0, normalised.length);
      source = normalised;
    }
    rotation.rotate(source, 0, rotated, 0);
    squaredNorm = metric == Metric.INNER_PRODUCT ? Norms.squared(source) : 0;
  }

  /// Visits the lists of a part that the effort asks for, and more while fewer than k rows are
  /// found.
  public void scan(IvfPart part, Effort effort) {
    aim(part, effort);
    int known = ranking.rank(part, rotated, effort);
    approach();
    int ranked = within(effort, known);
    isWhole = ranked == part.lists();
    scanLists(part, 0, ranked, effort.epsilon());
    scanUntilFull(part, ranked, effort.epsilon());
  }

  /// Remembers the nearest list of all parts so far. Distances of different parts do not compare
  /// where an inner product is sought.
  private void approach() {
    float own = ranking.distance(0);
    nearestList = metric == Metric.INNER_PRODUCT ? own : Math.min(nearestList, own);
  }

  private void aim(IvfPart part, Effort effort) {
    scale = part.scale();
    fine = fine(effort);
    isWhole = false;
    taken.clear();
    if (metric == Metric.L1) {
      taxicab.aim(rotated, part.image(), part.mean, part.step());
    } else {
      code.aim(rotated, part.image().address() + part.mean);
    }
  }

  private float fine(Effort effort) {
    return metric == Metric.L1 ? Float.POSITIVE_INFINITY : effort.fine();
  }

  /// Visits as many lists of a part as its effort curve says this recall takes.
  public void scan(IvfPart part, double recall) {
    if (recall >= 1) {
      float all = Float.POSITIVE_INFINITY;
      float margin = proxy.fineMargin(Effort.fine(recall));
      scan(part, new Effort(Integer.MAX_VALUE, all, Effort.EXHAUSTIVE.epsilon(), margin));
    } else if (leastShare > 0 && (filter == null || !filter.isSelective())) {
      scanShare(part, part.curve().effort(top.limit(), recall));
    } else if (filter == null) {
      scan(part, part.curve().effort(top.limit(), recall));
    } else {
      scanFiltered(part, filter, recall);
    }
  }

  private void scanShare(IvfPart part, Effort learned) {
    int least =
        (int) Math.min(part.lists(), Math.ceil(leastShare * part.lists()) + BESIDE);
    aim(part, learned);
    int wanted = ranking.rank(part, rotated, learned);
    Effort effort = learned;
    if (wanted <= 2 * least) {
      effort = learned.careful();
      fine = fine(effort);
    }
    if (wanted < least) {
      ranking.rankRest(rotated, wanted);
      wanted = least;
    }
    isWhole = wanted == part.lists();
    scanLists(part, 0, wanted, effort.epsilon());
    scanUntilFull(part, wanted, effort.epsilon());
  }

  /// Where a filter refuses rows, the search goes as far as it would for the more rows that the k
  /// kept ones stand for; the share it keeps is observed on the way, near the query, where it
  /// matters. Then it goes on until further lists stop bringing nearer rows.
  private void scanFiltered(IvfPart part, RowFilter current, double recall) {
    FilteredEffort efforts = new FilteredEffort(part, top.limit(), recall);
    long keptBefore = reranked;
    long refusedBefore = filtered;
    Effort effort = efforts.first();
    aim(part, effort);
    boolean selective = current.isSelective();
    Effort ahead = selective ? efforts.expected(current.expectedShare()) : effort;
    int known = ranking.rank(part, rotated, ahead);
    approach();
    int until = within(effort, known);
    int done = 0;
    int filledAt = 0;
    while (until > done) {
      float before = top.threshold();
      fine = Math.max(fine, effort.fine());
      scanLists(part, done, until, effort.epsilon());
      filledAt = before == Float.POSITIVE_INFINITY ? until : filledAt;
      int patience = FilteredEffort.patience(done, filledAt);
      boolean quiet = until - done >= patience && top.threshold() == before;
      done = until;
      long kept = reranked - keptBefore;
      long refused = filtered - refusedBefore;
      boolean found = !selective && top.isFull() && FilteredEffort.isOdd(kept, refused);
      if (found || !canGoOn(part, done)) {
        return;
      }
      effort = efforts.after(kept, refused);
      if (known < part.lists()
          && (done == known || ranking.isWithin(known - 1, effort.reach()))) {
        known = ranking.rankRest(rotated, done);
      }
      until = Math.min(within(effort, known), FilteredEffort.next(done));
      boolean goesOn = !top.isFull() || (selective && !quiet);
      if (until <= done && goesOn && farthest == Float.POSITIVE_INFINITY) {
        until = Math.min(known, done + FilteredEffort.patience(done, filledAt));
      }
    }
  }

  /// How many of the first `known` lists an effort asks for: how far they are counts from the
  /// nearest list of all parts.
  private int within(Effort effort, int known) {
    int wanted = 1;
    int most = Math.min(known, effort.probes());
    while (wanted < most && isNear(wanted, effort.reach())) {
      wanted++;
    }
    return wanted;
  }

  private boolean isNear(int place, float reach) {
    return Effort.reach(ranking.distance(place) - nearestList, place) <= reach;
  }

  private void scanLists(IvfPart part, int from, int to, float epsilon) {
    for (int i = from; i < to; i++) {
      scanList(part, i, epsilon);
    }
    flush();
  }

  private boolean canGoOn(IvfPart part, int done) {
    return done < part.lists() && scanned < mostScanned;
  }

  private void scanUntilFull(IvfPart part, int done, float epsilon) {
    boolean bounded = farthest < Float.POSITIVE_INFINITY;
    if (top.isFull() || done == part.lists() || bounded) {
      return;
    }
    int all = ranking.rankRest(rotated, done);
    for (int i = done; i < all && !top.isFull() && canGoOn(part, i); i++) {
      scanList(part, i, epsilon);
      flush();
    }
  }

  /// Scans every row of a tail that was published when this is called.
  public void scan(FlatCodes tail, double recall) {
    float epsilon = proxy.margin(Effort.epsilon(recall));
    scanTail(tail, epsilon, proxy.fineMargin(Effort.fine(recall)));
  }

  /// @param epsilon see [Effort#epsilon], as for `margin` [Effort#fine]
  void scanTail(FlatCodes tail, float epsilon, float margin) {
    fine = metric == Metric.L1 ? Float.POSITIVE_INFINITY : margin;
    int count = tail.count();
    FlatCodes.Chunk[] chunks = tail.chunks();
    scale = tail.scale();
    float step = Float.NaN;
    if (metric != Metric.L1) {
      code.aim(rotated, tail.centre());
      code.enter(code.squaredNorm, epsilon);
    }
    long fineBytes = FineCodes.bytes(rotated.length);
    for (int first = 0; first < count; first += FlatCodes.CHUNK_ROWS) {
      FlatCodes.Chunk chunk = chunks[first / FlatCodes.CHUNK_ROWS];
      if (metric == Metric.L1 && chunk.step() != step) {
        step = chunk.step();
        tail.aim(taxicab, chunk, rotated);
      }
      int rows = Math.min(FlatCodes.CHUNK_ROWS, count - first);
      int blocks = (rows + CodeBlocks.LANES - 1) / CodeBlocks.LANES;
      for (int block = 0; block < blocks; block += CHUNK_BLOCKS) {
        int size = Math.min(CHUNK_BLOCKS, blocks - block);
        int found = scanBlocks(chunk.codes(), block, size, epsilon);
        int from = pending;
        for (int i = from; i < found; i++) {
          int row = block * CodeBlocks.LANES + slots[i];
          if (row < rows) {
            bounds[pending] = bounds[i];
            add(chunk.ids()[row], chunk.fine() + row * fineBytes, code.base, -1);
          }
        }
        flushIfWorthwhile();
      }
    }
    scanned += count;
    flush();
  }

  /// Ends the search: the rows found, nearest first. Valid until the next [#begin].
  public TopK finish() {
    flush();
    top.sort();
    filter = null;
    reranker = (ids, count, scores) -> {};
    return top;
  }

  /// Codes looked at since [#begin].
  public long scanned() {
    return scanned;
  }

  /// Second codes looked at since [#begin].
  public long refined() {
    return refined;
  }

  /// Rows the filter refused since [#begin].
  public long filtered() {
    return filtered;
  }

  /// True distances asked for since [#begin].
  public long reranked() {
    return reranked;
  }

  /// Lists visited since [#begin].
  public int visited() {
    return visited;
  }

  private void add(long id, long fineCode, float base, int row) {
    handles[pending] = pending;
    pendingIds[pending] = id;
    pendingCodes[pending] = fineCode;
    pendingRows[pending] = row;
    pendingBases[pending++] = base;
  }

  private void scanList(IvfPart part, int place, float epsilon) {
    int list = ranking.list(place);
    int first = part.firstBlock(list);
    int firstRow = part.firstRow(list);
    int rows = part.firstRow(list + 1) - firstRow;
    int end =
        isWhole
            ? first + (rows + CodeBlocks.LANES - 1) / CodeBlocks.LANES
            : part.firstBlock(list + 1);
    visited++;
    if (first == end) {
      return;
    }
    MemorySegment image = part.image();
    if (metric != Metric.L1) {
      code.enter(ranking.squaredDistance(place), epsilon);
    }
    long fineBytes = FineCodes.bytes(rotated.length);
    int firstCopy = part.firstCopy(list);
    int copies = isWhole ? 0 : part.firstCopy(list + 1) - firstCopy;
    for (int block = first; block < end; block += CHUNK_BLOCKS) {
      int size = Math.min(CHUNK_BLOCKS, end - block);
      int found = scanBlocks(image.address() + part.codes, block, size, epsilon);
      int from = pending;
      for (int i = from; i < found; i++) {
        int inList = CodeBlocks.LANES * (block - first) + slots[i];
        boolean isCopy = inList >= rows;
        if (inList < rows + copies) {
          int row = isCopy ? part.rowOfCopy(firstCopy + inList - rows) : firstRow + inList;
          bounds[pending] = bounds[i];
          long id = part.id(row);
          if (id >= 0) {
            long fineCode = image.address() + part.fine + row * fineBytes;
            add(id, fineCode, isCopy ? Float.NaN : code.base, row);
          }
        }
      }
      flushIfWorthwhile();
    }
    scanned += (long) CodeBlocks.LANES * (end - first);
  }

  private int scanBlocks(long codes, int block, int count, float epsilon) {
    long address = codes + block * CodeBlocks.bytes(metric, rotated.length);
    if (metric == Metric.L1) {
      int rows = CodeBlocks.LANES * count;
      return taxicab.scan(address, rows, epsilon, threshold(), slots, bounds, pending);
    }
    return SimdCodes.scan(address, count, code, threshold(), slots, bounds, pending);
  }

  /// The score beyond which no row counts any more, as a bound of codes.
  private float threshold() {
    float score = proxy.bound(Math.min(farthest, top.threshold()), scale);
    return QueryCode.bound(metric, score, squaredNorm);
  }

  private void flushIfWorthwhile() {
    if (pending >= ENOUGH) {
      flush();
    }
  }

  /// Fetches the true distances of the candidates that still count.
  private void flush() {
    int from = 0;
    while (from < pending && threshold() == Float.POSITIVE_INFINITY) {
      from = fetchNearest(from);
    }
    while (from < pending) {
      from = fetch(from, pending);
    }
    pending = 0;
  }

  /// Without a threshold: fetches the nearest by estimate, to get a good one soon. Answers where
  /// the other candidates begin.
  private int fetchNearest(int from) {
    int left = pending - from;
    int wanted = (int) Math.min(left, (long) top.limit() - top.size() + SPARE);
    if (from > 0) {
      System.arraycopy(bounds, from, bounds, 0, left);
      System.arraycopy(handles, from, handles, 0, left);
      pending = left;
    }
    int nearest = wanted;
    if (fine < Float.POSITIVE_INFINITY && wanted < left) {
      int some = (int) Math.min(left, (long) REFINED_FIRST * wanted);
      nearest = selection.smallest(bounds, handles, left, some);
      for (int i = 0; i < nearest; i += BATCH) {
        refine(bounds, handles, i, Math.min(nearest, i + BATCH));
      }
      left = nearest;
    }
    nearest = selection.smallest(bounds, handles, left, wanted);
    return fetch(0, nearest);
  }

  /// Replaces the bounds of at most [#BATCH] candidates by those of their second codes.
  private void refine(float[] ofBounds, int[] ofHandles, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      int handle = ofHandles[i];
      if ((handle & REFINED) == 0) {
        refinedPlaces[count] = i;
        refinedCodes[count] = pendingCodes[handle];
        refinedBases[count++] = base(handle);
      }
    }
    SimdFineCodes.bounds(code, refinedCodes, refinedBases, count, fine, refinedBounds);
    for (int i = 0; i < count; i++) {
      ofBounds[refinedPlaces[i]] = refinedBounds[i];
      ofHandles[refinedPlaces[i]] |= REFINED;
    }
    refined += count;
  }

  private boolean isNew(int handle) {
    return isWhole || pendingRows[handle] < 0 || taken.add(pendingRows[handle]);
  }

  /// The squared distance of the centre of a candidate's second code.
  private float base(int handle) {
    float base = pendingBases[handle];
    return Float.isNaN(base) ? ranking.squaredDistanceOf(pendingRows[handle]) : base;
  }

  /// Takes one batch of candidates; answers where the next begins.
  private int fetch(int from, int end) {
    float threshold = threshold();
    taken.reserve(taken.size() + BATCH);
    int count = 0;
    int i = from;
    for (; i < end && count < BATCH; i++) {
      if (bounds[i] < threshold && isNew(handles[i] & ~REFINED)) {
        batchBounds[count] = bounds[i];
        batchHandles[count++] = handles[i];
      }
    }
    if (fine < Float.POSITIVE_INFINITY && threshold < Float.POSITIVE_INFINITY) {
      refine(batchBounds, batchHandles, 0, count);
    }
    int near = 0;
    for (int j = 0; j < count; j++) {
      if (!(batchBounds[j] >= threshold)) {
        batch[near++] = pendingIds[batchHandles[j] & ~REFINED];
      }
    }
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
    return i;
  }
}
