package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.TopK;
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

  /// Blocks whose lanes' least bounds say how the others lie.
  private static final int ENOUGH_BLOCKS = 4;

  private final Metric metric;
  private final Proxy proxy;
  private final Rotation rotation;
  private final float[] rotated;
  private final float[] normalised;
  private final QueryCode code;

  /// In place of `code` for taxicab distances.
  private final TaxicabQuery taxicab;

  private final ListRanking ranking;
  private final TopK top = new TopK(0);
  private final Candidates candidates;

  private final Selection selection = new Selection();

  /// Bounds of all rows of a stretch, while there is no threshold.
  private final float[] all;

  /// The least of them, of each lane of the blocks.
  private final float[] least = new float[CodeBlocks.LANES];

  private final long blockBytes;

  private @Nullable RowFilter filter;
  private float farthest;
  private float nearestList;
  private long mostScanned = Long.MAX_VALUE;
  private double leastShare;

  /// Of the part being scanned, where it is known which rows pass.
  private @Nullable PassingSlots passing;

  private long scanned;
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
    this.ranking = new ListRanking(compute);
    this.blockBytes = CodeBlocks.bytes(metric, padded);
    int slots = CodeBlocks.LANES * CHUNK_BLOCKS;
    this.all = new float[slots];
    this.candidates =
        new Candidates(
            metric, proxy, top, code, ranking, slots + CodeBlocks.LANES + Candidates.ENOUGH);
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
    passing = null;
    this.farthest = farthest;
    nearestList = Float.POSITIVE_INFINITY;
    top.reset(k);
    scanned = 0;
    visited = 0;
    float[] source = query;
    if (metric == Metric.COSINE) {
      Norms.normalise(query, 0, normalised, 0, normalised.length);
      source = normalised;
    }
    rotation.rotate(source, 0, rotated, 0);
    float squaredNorm = metric == Metric.INNER_PRODUCT ? Norms.squared(source) : 0;
    candidates.begin(filter, reranker, farthest, squaredNorm);
  }

  /// Visits the lists of a part that the effort asks for, and more while fewer than k rows are
  /// found.
  public void scan(IvfPart part, Effort effort) {
    aim(part, effort);
    int known = ranking.rank(part, rotated, code, effort);
    approach();
    int ranked = within(effort, known);
    candidates.isWhole = ranked == part.lists();
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
    candidates.enter(part);
    candidates.fine = fine(part, effort);
    if (metric == Metric.L1) {
      taxicab.aim(rotated, part.image(), part.mean, part.step());
    } else {
      code.aim(rotated, part.image().address() + part.mean);
    }
  }

  private static float fine(IvfPart part, Effort effort) {
    return part.hasSecondCodes() ? effort.fine() : Float.POSITIVE_INFINITY;
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
      PassingSlots known = farthest == Float.POSITIVE_INFINITY ? filter.passing(part) : null;
      if (known == null) {
        scanFiltered(part, filter, recall);
      } else {
        scanPassing(part, known, filter.expectedShare(), recall);
      }
    }
  }

  private void scanShare(IvfPart part, Effort learned) {
    int least =
        (int) Math.min(part.lists(), Math.ceil(leastShare * part.lists()) + BESIDE);
    aim(part, learned);
    int wanted = ranking.rank(part, rotated, code, learned);
    Effort effort = learned;
    if (wanted <= 2 * least) {
      effort = learned.careful();
      candidates.fine = fine(part, effort);
    }
    if (wanted < least) {
      ranking.rankRest(rotated, wanted);
      wanted = least;
    }
    candidates.isWhole = wanted == part.lists();
    scanLists(part, 0, wanted, effort.epsilon());
    scanUntilFull(part, wanted, effort.epsilon());
  }

  /// Where a filter refuses rows, the search goes as far as it would for the more rows that the k
  /// kept ones stand for; the share it keeps is observed on the way, near the query, where it
  /// matters. Then it goes on until further lists stop bringing nearer rows.
  private void scanFiltered(IvfPart part, RowFilter current, double recall) {
    FilteredEffort efforts = new FilteredEffort(part, top.limit(), recall);
    long keptBefore = candidates.reranked;
    long refusedBefore = candidates.filtered;
    Effort effort = efforts.first();
    aim(part, effort);
    boolean selective = current.isSelective();
    Effort ahead = selective ? efforts.expected(current.expectedShare()) : effort;
    int known = ranking.rank(part, rotated, code, ahead);
    approach();
    int until = within(effort, known);
    int done = 0;
    int filledAt = 0;
    while (until > done) {
      float before = top.threshold();
      candidates.fine = Math.max(candidates.fine, effort.fine());
      scanLists(part, done, until, effort.epsilon());
      filledAt = before == Float.POSITIVE_INFINITY ? until : filledAt;
      int patience = FilteredEffort.patience(done, filledAt);
      boolean quiet = until - done >= patience && top.threshold() == before;
      done = until;
      long kept = candidates.reranked - keptBefore;
      long refused = candidates.filtered - refusedBefore;
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

  /// Where it is known beforehand which rows pass: lists without any are left out, and how many of
  /// all rows are as near as the k-th that passes follows from how many pass in the nearest lists.
  private void scanPassing(
      IvfPart part, PassingSlots slots, double share, double recall) {
    FilteredEffort efforts = FilteredEffort.careful(part, top.limit(), recall);
    Effort first = efforts.first();
    aim(part, first);
    int known = ranking.rank(part, rotated, code, efforts.expected(share));
    approach();
    double rank = efforts.rank(ranking, slots, known);
    if (rank < 0 && known < part.lists()) {
      known = ranking.rankRest(rotated, known);
      rank = efforts.rank(ranking, slots, known);
    }
    Effort effort = efforts.ofRank(rank);
    candidates.fine = fine(part, effort);
    if (known < part.lists() && ranking.isWithin(known - 1, effort.reach())) {
      known = ranking.rankRest(rotated, known);
    }
    passing = slots;
    int until = within(effort, known);
    if (isBetterWhole(part, slots, until)) {
      candidates.isWhole = true;
      until = known < part.lists() ? ranking.rankRest(rotated, known) : known;
    }
    scanLists(part, 0, until, effort.epsilon());
    scanUntilFull(part, until, effort.epsilon());
    passing = null;
  }

  /// Whether as few blocks have a row that passes as the nearest lists have blocks to scan.
  private boolean isBetterWhole(IvfPart part, PassingSlots slots, int lists) {
    int blocks = 0;
    for (int i = 0; i < lists && blocks < slots.rowBlocks(); i++) {
      int list = ranking.list(i);
      blocks += slots.count(list) == 0 ? 0 : part.firstBlock(list + 1) - part.firstBlock(list);
    }
    return blocks >= slots.rowBlocks();
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
    candidates.flush();
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
      candidates.flush();
    }
  }

  /// Scans every row of a tail that was published when this is called.
  public void scan(FlatCodes tail, double recall) {
    Effort effort = Effort.ofTail(recall);
    if (leastShare > 0) {
      effort = effort.careful();
    }
    scanTail(tail, proxy.margin(effort.epsilon()), proxy.fineMargin(effort.fine()));
  }

  /// @param epsilon see [Effort#epsilon], as for `margin` [Effort#fine]
  void scanTail(FlatCodes tail, float epsilon, float margin) {
    candidates.fine = metric == Metric.L1 ? Float.POSITIVE_INFINITY : margin;
    int count = tail.count();
    FlatCodes.Chunk[] chunks = tail.chunks();
    float step = Float.NaN;
    if (metric != Metric.L1) {
      code.aim(rotated, tail.centre());
      code.enter(code.squaredNorm, epsilon);
    }
    for (int first = 0; first < count; first += FlatCodes.CHUNK_ROWS) {
      FlatCodes.Chunk chunk = chunks[first / FlatCodes.CHUNK_ROWS];
      if (metric == Metric.L1 && chunk.step() != step) {
        step = chunk.step();
        tail.aim(taxicab, chunk, rotated);
      }
      int rows = Math.min(FlatCodes.CHUNK_ROWS, count - first);
      candidates.enter(chunk, rows, tail.scale(), code.base);
      scanRows(chunk.codes(), 0, (rows + CodeBlocks.LANES - 1) / CodeBlocks.LANES, epsilon);
      candidates.flush();
    }
    scanned += count;
  }

  /// Ends the search: the rows found, nearest first. Valid until the next [#begin].
  public TopK finish() {
    candidates.flush();
    top.sort();
    filter = null;
    candidates.end();
    return top;
  }

  /// Codes looked at since [#begin].
  public long scanned() {
    return scanned;
  }

  /// Second codes looked at since [#begin].
  public long refined() {
    return candidates.refined;
  }

  /// Rows the filter refused since [#begin].
  public long filtered() {
    return candidates.filtered;
  }

  /// True distances asked for since [#begin].
  public long reranked() {
    return candidates.reranked;
  }

  /// Lists visited since [#begin].
  public int visited() {
    return visited;
  }

  private void scanList(IvfPart part, int place, float epsilon) {
    int list = ranking.list(place);
    int first = part.firstBlock(list);
    int rows = part.firstRow(list + 1) - part.firstRow(list);
    int end =
        candidates.isWhole
            ? first + (rows + CodeBlocks.LANES - 1) / CodeBlocks.LANES
            : part.firstBlock(list + 1);
    PassingSlots some = passing;
    if (first == end || (some != null && some.count(list) == 0)) {
      return;
    }
    visited++;
    if (metric != Metric.L1) {
      code.enter(ranking.squaredDistance(place), epsilon);
    }
    candidates.enterList(part, list, code.base);
    long codes = part.image().address() + part.codes;
    int passes = some == null ? 0 : candidates.isWhole ? some.rows(list) : some.count(list);
    if (some != null && passes <= end - first && candidates.fine < Float.POSITIVE_INFINITY) {
      gather(some, first, end);
      scanned += passes;
      return;
    }
    scanRows(codes + first * blockBytes, first, end - first, epsilon);
    scanned += (long) CodeBlocks.LANES * (end - first);
  }

  /// Makes candidates of so few rows that their first codes tell nothing.
  private void gather(PassingSlots some, int first, int end) {
    for (int block = first; block < end; block++) {
      int found = candidates.count;
      for (int left = some.lanes(block); left != 0; left &= left - 1) {
        candidates.bounds[found] = Float.NEGATIVE_INFINITY;
        candidates.slots[found++] = Integer.numberOfTrailingZeros(left);
      }
      candidates.take(found, CodeBlocks.LANES * (block - first));
      candidates.flushIfWorthwhile();
    }
  }

  /// @param codes address of the first block of a list or of a chunk of a tail
  /// @param first its number
  private void scanRows(long codes, int first, int blocks, float epsilon) {
    PassingSlots some = passing;
    for (int block = 0; block < blocks; block += CHUNK_BLOCKS) {
      int count = Math.min(CHUNK_BLOCKS, blocks - block);
      int from = block;
      while (some != null && count > 0 && some.lanes(first + from) == 0) {
        from++;
        count--;
      }
      while (some != null && count > 0 && some.lanes(first + from + count - 1) == 0) {
        count--;
      }
      long address = codes + from * blockBytes;
      if (count == 0) {
        continue;
      }
      if (candidates.threshold() == Float.POSITIVE_INFINITY) {
        scanFirst(address, first, from, count, epsilon);
      } else {
        int found = scanBlocks(address, count, epsilon);
        take(first, from, found);
        candidates.flushIfWorthwhile();
      }
    }
  }

  private void take(int first, int block, int found) {
    int kept =
        passing == null
            ? found
            : passing.keep(
                first + block, candidates.slots, candidates.bounds, candidates.count, found);
    candidates.take(kept, CodeBlocks.LANES * block);
  }

  /// While there is no threshold: fetches some that seem to be the nearest, then those of the
  /// others that may still count.
  private void scanFirst(long codes, int first, int block, int blocks, float epsilon) {
    int rows = CodeBlocks.LANES * blocks;
    int wanted = candidates.wantedFirst();
    float some = Float.POSITIVE_INFINITY;
    if (metric == Metric.L1) {
      taxicab.bounds(codes, rows, epsilon, all);
    } else {
      SimdCodes.bounds(codes, blocks, code, all, least);
    }
    if (passing != null) {
      passing.hide(first + block, all, rows);
    } else if (metric != Metric.L1 && blocks >= ENOUGH_BLOCKS) {
      some = Selection.bound(least, wanted);
    }
    if (some == Float.POSITIVE_INFINITY) {
      some = selection.bound(all, rows, wanted);
    }
    int offset = CodeBlocks.LANES * block;
    candidates.take(collect(rows, Float.NEGATIVE_INFINITY, some), offset);
    candidates.flush();
    float threshold = candidates.threshold();
    if (some < threshold) {
      candidates.take(collect(rows, some, threshold), offset);
      candidates.flush();
    }
  }

  private int collect(int rows, float from, float to) {
    return SimdCodes.between(
        all, rows, from, to, candidates.slots, candidates.bounds, candidates.count);
  }

  private int scanBlocks(long codes, int count, float epsilon) {
    float threshold = candidates.threshold();
    int[] slots = candidates.slots;
    float[] bounds = candidates.bounds;
    if (metric == Metric.L1) {
      int rows = CodeBlocks.LANES * count;
      return taxicab.scan(codes, rows, epsilon, threshold, slots, bounds, candidates.count);
    }
    return SimdCodes.scan(codes, count, code, threshold, slots, bounds, candidates.count);
  }
}
