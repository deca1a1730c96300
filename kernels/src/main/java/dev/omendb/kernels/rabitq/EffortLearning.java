package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.ComputeEngines;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Learns the effort curve of a new part, whose ids are still row numbers. Rows of its own serve
/// as queries: half of them helped to place the centroids, as those did that an application asks
/// for more like; half did not, as vectors that are new. A neighbour of theirs is found when its
/// list lies within reach and its estimate within epsilon errors of the k-th distance, so the
/// recall of every effort can be read off the reaches and errors of the true neighbours, without a
/// search. Of the efforts that reach a recall the one of least cost is kept.
///
/// Searches find more than that, since the k-th distance is not known until they end. By how much
/// is measured by real searches with three efforts; in log odds it hardly differs between them.
final class EffortLearning {
  /// Parts with fewer rows are searched exhaustively.
  static final int LEAST_ROWS = 1000;

  private static final float[] RECALLS = {
    0.80f, 0.85f, 0.90f, 0.92f, 0.94f, 0.95f, 0.96f, 0.97f, 0.98f, 0.985f, 0.99f, 0.995f, 0.999f
  };
  private static final int[] KS = {10, 100, 1000};

  /// Beyond this k, …
  private static final int COSTLY_K = 100;

  /// … one query in so many must do.
  private static final int COSTLY_SHARE = 8;

  private static final float[] EPSILONS = {0, 0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f};

  /// Where the codes' distance is not quite the one asked for.
  private static final float[] WIDE_EPSILONS = {0, 1, 2, 3, 4, 5, 7, 9};

  private static final int MOST_QUERIES = 400;

  /// Where true distances take longer to compute.
  private static final int MOST_COSTLY_QUERIES = 128;

  private static final int LEAST_QUERIES = 64;

  /// Queries without twins that are worth more than those with.
  private static final int FEWEST_QUERIES = 16;

  /// Codes scanned, or distances computed, for the truth, at most, while there are more than the
  /// least queries.
  private static final long TRUTH_BUDGET = 100_000_000;

  /// The share of rows that a margin leads to from which on wider ones need not be tried.
  private static final double MOST_RERANKED = 0.1;

  private static final double SCALE_QUANTILE = 0.98;
  private static final int CHUNK_ROWS = 256;
  private static final int TRIED_AT_ONCE = 32;
  private static final int SEARCHED_AT_ONCE = 4;

  /// Standard errors with which searches find next to everything: first codes ask for the second
  /// ones, so a neighbour is missed when it is twice as far off as one in a thousand is.
  private static final float SURE = 3;

  private static final float SURE_OF_FINE = 5;

  /// The place of a common margin among the epsilons.
  private static final int USUAL = 5;

  /// Recalls read off whose efforts are tried by real searches.
  private static final float[] TRIED = {0.87f, 0.95f, 0.985f};

  /// Recalls at which what is read off is confirmed by searches.
  private static final float[] CONFIRMED = {0.99f, 0.95f, 0.9f};

  private static final int CONFIRMING_ROUNDS = 4;

  /// By how much of itself a score differs between kernels.
  private static final float ROUNDING = 1e-5f;

  /// A query's neighbours are found or missed together, so a query counts as this many samples.
  private static final double SAMPLES_PER_QUERY = 4;

  /// Standard errors of measuring a recall that are added to the recall aimed at.
  private static final double CAUTION = 1;

  /// The same where the codes' distance is not quite the one asked for: what searches find beyond
  /// what is read off is not measured then.
  private static final double WIDE_CAUTION = 1.5;

  private final IvfPart part;
  private final IvfLayout layout;
  private final RowSource source;
  private final BuildOptions options;
  private final Metric metric;
  private final Proxy proxy;
  private final int dimensions;
  private final ComputeEngine compute = ComputeEngines.byName("auto");

  private final float[] epsilons;
  private float[][] queries = {};

  /// The row each query is.
  private int[] chosen = {};

  private TopK[] truth = {};

  /// Whether rows equal to a query are left out with it: they are found whatever the effort, and
  /// say nothing of queries that equal no row.
  private boolean hasTwins;

  /// The distances of all lists to all queries less each query's nearest, ascending.
  private float[] listReaches = {};

  EffortLearning(IvfPart part, IvfLayout layout, RowSource source, BuildOptions options) {
    this.part = part;
    this.layout = layout;
    this.source = source;
    this.options = options;
    this.metric = part.metric();
    this.proxy = options.proxy();
    this.epsilons = proxy == Proxy.EXACT ? EPSILONS : WIDE_EPSILONS;
    this.dimensions = part.dimensions();
  }

  /// Rows that should not be clustered, so that they can serve as new queries.
  static int heldOut(int rows) {
    return mostQueries(rows) / 2;
  }

  /// Rows that serve as queries, where the codes' distance is the one asked for.
  static int queries(long rows) {
    int most = mostQueries(rows);
    return most == 0 ? 0 : (int) Math.clamp(TRUTH_BUDGET / rows, LEAST_QUERIES, most);
  }

  /// True neighbours that so many queries have.
  static int neighbours(int queries) {
    int costly = queries / COSTLY_SHARE;
    return costly * KS[KS.length - 1] + (queries - costly) * COSTLY_K;
  }

  private static int mostQueries(long rows) {
    return rows < LEAST_ROWS ? 0 : (int) Math.min(MOST_QUERIES, rows / 10);
  }

  /// @param order all rows: those clustered first, those held out last
  EffortCurve learn(int[] order) {
    int rows = layout.rows();
    if (rows < LEAST_ROWS) {
      return new EffortCurve(List.of());
    }
    int most = proxy == Proxy.EXACT ? MOST_QUERIES : MOST_COSTLY_QUERIES;
    int wanted = Math.min(queries(rows), most);
    int[] slots = layout.slots(source.count());
    chosen = new int[wanted];
    int count = 0;
    for (int i = 0; i < order.length && count < wanted; i++) {
      int row = order[i % 2 == 0 ? order.length - 1 - i / 2 : i / 2];
      if (slots[row] >= 0) {
        chosen[count++] = row;
      }
    }
    chosen = Arrays.copyOf(chosen, count);
    queries = new float[count][dimensions];
    for (int i = 0; i < count; i++) {
      source.read(chosen[i], 1, queries[i]);
    }
    findTruth();
    layout.writeScale(part.image(), scale());
    List<Neighbours> neighbours = place();
    List<EffortCurve.Entry> entries = new ArrayList<>();
    double[] gains = new double[TRIED.length];
    for (Neighbours ofK : neighbours) {
      entries.addAll(cheapest(ofK, gains));
    }
    float margin = proxy == Proxy.EXACT ? 3 : epsilons[epsilons.length - 1];
    float fine = proxy.fineMargin(Effort.fine(0.999));
    float reach = listReaches[listReaches.length - 1];
    Effort everything = new Effort(Integer.MAX_VALUE, reach, margin, fine);
    entries.add(new EffortCurve.Entry(rows, 1, everything));
    return new EffortCurve(entries);
  }

  private void findTruth() {
    if (proxy == Proxy.EXACT) {
      searchTruth();
      if (leaveOutTwins()) {
        searchTruth();
      }
    } else {
      scoreTruth();
    }
  }

  /// Answers false where no query has twins among its neighbours. Queries with no other neighbours
  /// are left out; where that leaves too few, there is nothing better to learn from than twins.
  private boolean leaveOutTwins() {
    int[] others = new int[chosen.length];
    int count = 0;
    boolean some = false;
    for (int i = 0; i < chosen.length; i++) {
      int twins = twins(i);
      some |= twins > 0;
      others[count] = i;
      count += twins < truth[i].size() ? 1 : 0;
    }
    if (!some || count < FEWEST_QUERIES) {
      return false;
    }
    hasTwins = true;
    int[] rows = chosen;
    float[][] vectors = queries;
    chosen = new int[count];
    queries = new float[count][];
    for (int i = 0; i < count; i++) {
      chosen[i] = rows[others[i]];
      queries[i] = vectors[others[i]];
    }
    return true;
  }

  /// True neighbours that equal their query.
  private int twins(int query) {
    float[] row = new float[dimensions];
    int twins = 0;
    for (int j = 0; j < truth[query].size(); j++) {
      source.read((int) truth[query].id(j), 1, row);
      twins += Arrays.equals(row, queries[query]) ? 1 : 0;
    }
    return twins;
  }

  /// By searches of all codes with margins that next to nothing exceeds: a fortieth of the work of
  /// comparing with all rows.
  private void searchTruth() {
    truth = new TopK[queries.length];
    Effort effort = new Effort(Integer.MAX_VALUE, Float.POSITIVE_INFINITY, SURE, SURE_OF_FINE);
    Parallel.forEach(
        options.threads(),
        queries.length,
        SEARCHED_AT_ONCE,
        options.cancelled(),
        (_, from, to) -> {
          CodeSearch search = new CodeSearch(metric, proxy, dimensions, compute);
          for (int i = from; i < to; i++) {
            truth[i] = new TopK(mostNeighbours(i));
            search(search, i, truth[i].limit(), effort);
            truth[i].addAll(search.finish());
            truth[i].sort();
          }
        });
  }

  private int mostNeighbours(int query) {
    return query < costlyQueries() ? KS[KS.length - 1] : COSTLY_K;
  }

  private int costlyQueries() {
    return queries.length / COSTLY_SHARE;
  }

  /// By comparing with all rows.
  private void scoreTruth() {
    int threads = options.threads();
    TopK[][] tops = new TopK[threads][queries.length];
    for (TopK[] ofThread : tops) {
      Arrays.setAll(ofThread, i -> new TopK(mostNeighbours(i)));
    }
    float[][] scores = new float[threads][CHUNK_ROWS];
    Parallel.forEach(
        threads,
        source.count(),
        CHUNK_ROWS,
        options.cancelled(),
        (worker, from, to) -> {
          int count = to - from;
          for (int i = 0; i < queries.length; i++) {
            source.score(chosen[i], from, count, scores[worker]);
            if (chosen[i] >= from && chosen[i] < to) {
              scores[worker][chosen[i] - from] = Float.NaN;
            }
            offer(tops[worker][i], scores[worker], count, from);
          }
        });
    truth = tops[0];
    for (int i = 0; i < queries.length; i++) {
      for (int worker = 1; worker < threads; worker++) {
        truth[i].addAll(tops[worker][i]);
      }
      truth[i].sort();
    }
  }

  private static void offer(TopK top, float[] scores, int count, int first) {
    float threshold = top.threshold();
    for (int j = 0; j < count; j++) {
      if (scores[j] <= threshold) {
        top.add(scores[j], first + j);
        threshold = top.threshold();
      }
    }
  }

  /// The scale at which the squared Euclidean distance of nearly every neighbour lies below the
  /// squared taxicab distance of the last one.
  private float scale() {
    if (proxy != Proxy.TAXICAB) {
      return 1;
    }
    float[] ratios = new float[queries.length * COSTLY_K];
    int size = 0;
    float[] row = new float[dimensions];
    for (int i = 0; i < queries.length; i++) {
      int count = Math.min(COSTLY_K, truth[i].size());
      float last = count == 0 ? 0 : truth[i].score(count - 1);
      for (int j = 0; j < count && last > 0; j++) {
        source.read((int) truth[i].id(j), 1, row);
        float squared = compute.scorePair(Metric.L2, queries[i], row, dimensions);
        ratios[size++] = squared / (last * last);
      }
    }
    Arrays.sort(ratios, 0, size);
    return size == 0 ? 1 : Math.max(Float.MIN_NORMAL, ratios[(int) (SCALE_QUANTILE * (size - 1))]);
  }

  /// Finds each true neighbour in the part.
  private List<Neighbours> place() {
    List<Neighbours> neighbours = new ArrayList<>();
    for (int k : KS) {
      if (20 * k <= part.rows()) {
        int[] counts = new int[k > COSTLY_K ? costlyQueries() : queries.length];
        Arrays.setAll(counts, i -> Math.min(k, truth[i].size()));
        neighbours.add(new Neighbours(k, counts, part.hasSecondCodes()));
      }
    }
    int lists = part.lists();
    listReaches = new float[lists * queries.length];
    NeighbourPlaces.Rows rows = NeighbourPlaces.Rows.of(layout, source.count());
    Parallel.forEach(
        options.threads(),
        queries.length,
        TRIED_AT_ONCE,
        options.cancelled(),
        (_, from, to) -> {
          NeighbourPlaces places = new NeighbourPlaces(part, proxy, rows, compute);
          for (int i = from; i < to; i++) {
            places.place(i, queries[i], truth[i], neighbours);
            System.arraycopy(places.reaches, 0, listReaches, i * lists, lists);
          }
        });
    for (Neighbours ofK : neighbours) {
      ofK.sort(epsilons, options.threads(), options.cancelled());
    }
    Arrays.parallelSort(listReaches);
    return neighbours;
  }

  /// @param gains in log odds, for each recall tried: replaced unless k is costly
  private List<EffortCurve.Entry> cheapest(Neighbours neighbours, double[] gains) {
    double[] rowCosts = new double[epsilons.length];
    double all = rowCost(part.rows(), part.rows());
    float fine = neighbours.fine(0.95f);
    float usual = neighbours.reach(0.95f, USUAL);
    for (int i = 0; i < epsilons.length; i++) {
      boolean isMost = i > 0 && rowCosts[i - 1] > MOST_RERANKED * all;
      rowCosts[i] =
          isMost
              ? all
              : rowCost(neighbours.k, Float.isNaN(usual) ? 0 : usual, epsilons[i], fine);
    }
    if (neighbours.k <= COSTLY_K && proxy == Proxy.EXACT) {
      for (int i = 0; i < TRIED.length; i++) {
        Effort effort = cheapest(neighbours, rowCosts, TRIED[i]);
        double found = recall(effort, neighbours.k);
        gains[i] = Math.max(0, logOdds(Math.min(found, 0.9999)) - logOdds(TRIED[i]));
      }
      confirm(neighbours, rowCosts, gains);
    }
    List<EffortCurve.Entry> entries = new ArrayList<>();
    for (float recall : RECALLS) {
      double error =
          Math.sqrt(recall * (1 - recall) / (SAMPLES_PER_QUERY * neighbours.queries));
      double errors = proxy == Proxy.EXACT ? CAUTION : WIDE_CAUTION;
      double cautious = Math.min(recall + errors * error, (1 + recall) / 2);
      Effort effort = cheapest(neighbours, rowCosts, readOff(cautious, gains));
      entries.add(new EffortCurve.Entry(neighbours.k, recall, effort));
    }
    return entries;
  }

  /// Takes gains back until searches find what they are asked for: between the recalls tried
  /// another margin may be the cheapest, which gains less.
  private void confirm(Neighbours neighbours, double[] rowCosts, double[] gains) {
    for (float wanted : CONFIRMED) {
      for (int round = 0; round < CONFIRMING_ROUNDS; round++) {
        Effort effort = cheapest(neighbours, rowCosts, readOff(wanted, gains));
        if (recall(effort, neighbours.k) >= wanted) {
          break;
        }
        for (int i = 0; i < gains.length; i++) {
          gains[i] = round == CONFIRMING_ROUNDS - 1 ? 0 : gains[i] / 2;
        }
      }
    }
  }

  private Effort cheapest(Neighbours neighbours, double[] rowCosts, double recall) {
    Effort best = Effort.EXHAUSTIVE;
    double least = Double.POSITIVE_INFINITY;
    float fine = neighbours.fine(recall);
    for (int i = 0; i < epsilons.length; i++) {
      float reach = neighbours.reach(recall, i);
      if (!Float.isNaN(reach)) {
        double cost = cost(reach, rowCosts[i]);
        if (cost < least) {
          least = cost;
          best = new Effort(Integer.MAX_VALUE, reach, epsilons[i], fine);
        }
      }
    }
    return best;
  }

  private static double logOdds(double share) {
    return Math.log(share / (1 - share));
  }

  /// The recall to read off so that searches reach `recall`.
  private static double readOff(double recall, double[] gains) {
    double wanted = logOdds(recall);
    int i = 0;
    while (i < TRIED.length - 1 && logOdds(TRIED[i]) + gains[i] < wanted) {
      i++;
    }
    double gain = gains[i];
    double above = logOdds(TRIED[i]) + gain;
    if (i > 0 && above > wanted) {
      double below = logOdds(TRIED[i - 1]) + gains[i - 1];
      gain += (gains[i - 1] - gain) * (above - wanted) / (above - below);
    }
    return 1 / (1 + Math.exp(gain - wanted));
  }

  /// The share of true neighbours that searches find, each without the row that is its query.
  private double recall(Effort effort, int k) {
    int asked = k > KS[0] ? Math.max(1, queries.length / 4) : queries.length;
    AtomicLong found = new AtomicLong();
    AtomicLong all = new AtomicLong();
    Parallel.forEach(
        options.threads(),
        asked,
        TRIED_AT_ONCE,
        options.cancelled(),
        (_, from, to) -> {
          CodeSearch search = new CodeSearch(metric, proxy, dimensions, compute);
          for (int i = from; i < to; i++) {
            search(search, i, k, effort);
            TopK top = search.finish();
            found.addAndGet(common(top, truth[i], k));
            all.addAndGet(Math.min(k, truth[i].size()));
          }
        });
    return found.get() / (double) Math.max(1, all.get());
  }

  /// Rows found that are as near as the k-th true one, whichever of several equally far it is.
  private static int common(TopK found, TopK truth, int k) {
    int last = Math.min(k, truth.size()) - 1;
    float farthest = last < 0 ? Float.NEGATIVE_INFINITY : truth.score(last);
    float tolerance = ROUNDING * Math.abs(farthest);
    int common = 0;
    for (int i = 0; i < found.size(); i++) {
      common += found.score(i) <= farthest + tolerance ? 1 : 0;
    }
    return common;
  }

  private void search(CodeSearch search, int number, int k, Effort effort) {
    search.begin(
        queries[number],
        k,
        hasTwins ? withoutTwins(number) : withoutItself(number),
        source.reranker(chosen[number], metric, dimensions, compute));
    search.scan(part, effort);
  }

  private RowFilter withoutItself(int number) {
    return (ids, count) -> {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (ids[i] != chosen[number]) {
          ids[kept++] = ids[i];
        }
      }
      return kept;
    };
  }

  private RowFilter withoutTwins(int number) {
    float[] row = new float[dimensions];
    return (ids, count) -> {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        source.read((int) ids[i], 1, row);
        if (!Arrays.equals(row, queries[number])) {
          ids[kept++] = ids[i];
        }
      }
      return kept;
    };
  }

  /// Nanoseconds of a search, roughly: lists to aim at, codes to scan, rows to fetch. Only the
  /// proportions count.
  private double cost(float reach, double rowCost) {
    int place = Arrays.binarySearch(listReaches, reach);
    double probes = (place >= 0 ? place + 1 : -place - 1) / (double) queries.length;
    double perList = 60;
    double perCode = metric == Metric.L1 ? 3 + 0.02 * part.padded() : 0.6 + 0.0045 * part.padded();
    double codes = (double) CodeBlocks.LANES * part.blocks() / part.lists();
    return probes * (perList + perCode * codes) + rowCost;
  }

  /// Nanoseconds that real searches take for the rows a margin lets through, for a few of the
  /// queries.
  private double rowCost(int k, float reach, float epsilon, float fine) {
    AtomicLong refined = new AtomicLong();
    AtomicLong reranked = new AtomicLong();
    int count = Math.min(queries.length, k <= 10 ? 40 : k <= COSTLY_K ? 20 : 6);
    Effort effort = new Effort(Integer.MAX_VALUE, reach, epsilon, fine);
    Parallel.forEach(
        options.threads(),
        count,
        SEARCHED_AT_ONCE,
        options.cancelled(),
        (_, from, to) -> {
          CodeSearch search = new CodeSearch(metric, proxy, dimensions, compute);
          for (int i = from; i < to; i++) {
            search(search, i, k, effort);
            search.finish();
            refined.addAndGet(search.refined());
            reranked.addAndGet(search.reranked());
          }
        });
    return rowCost(refined.get(), reranked.get()) / count;
  }

  private double rowCost(long refined, long reranked) {
    double perRefined = 20 + 0.08 * part.padded();
    double perReranked = 60 + 0.2 * part.padded();
    return perRefined * refined + perReranked * reranked;
  }
}
