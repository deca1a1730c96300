package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Metric;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Orders the lists of a part by their distance to the query. The centroids' own codes pick the
/// ones to measure. Confined to one thread.
final class ListRanking {
  /// Below this many lists, measuring all is as quick as picking.
  private static final int FEW = 96;

  /// Up to so many lists, measuring those within reach is quicker than counting which of them are
  /// by their place.
  private static final int SOME = 32;

  private static final int BUCKETS = 256;

  private final ComputeEngine compute;
  private final Selection selection = new Selection();
  private @Nullable IvfPart part;
  private float[] query = {};
  private MemorySegment image = MemorySegment.NULL;
  private int lists;
  private Metric metric = Metric.L2;
  private long centroids;
  private long extras;
  private long centroidCodes;
  private float greatestError;
  private float greatestNorm;

  private final int[] buckets = new int[BUCKETS + 1];
  private float[] scores = new float[0];
  private int[] picked = new int[0];
  private float[] bounds = new float[0];
  private final float[] least = new float[CodeBlocks.LANES];
  private long[] order = new long[0];

  /// Squared distances of some lists, and in which ranking they were measured.
  private float[] known = new float[0];

  private int[] knownIn = new int[0];
  private int rankings;

  ListRanking(ComputeEngine compute) {
    this.compute = compute;
  }

  /// The list in a place of the order.
  int list(int place) {
    return (int) order[place];
  }

  /// The squared distance (of L1 the distance itself), and the list's extra, of the list in a place
  /// of the order.
  float distance(int place) {
    return Float.intBitsToFloat((int) (order[place] >>> 32));
  }

  /// The squared distance alone.
  float squaredDistance(int place) {
    float extra = image.get(CodeBlocks.FLOAT, extras + 4L * list(place));
    return Math.max(0, distance(place) - extra);
  }

  /// The squared distance of the centroid of the list a row of the part belongs to.
  float squaredDistanceOf(int row) {
    int list = Objects.requireNonNull(part).listOf(row);
    if (knownIn[list] != rankings) {
      picked[0] = list;
      long stride = 4L * query.length;
      compute.scoreFloatsAt(
          Metric.L2, query, query.length, image, centroids, stride, picked, 1, scores);
      known[list] = scores[0];
      knownIn[list] = rankings;
    }
    return known[list];
  }

  /// Brings the lists an effort asks for into order, and answers how many they are.
  ///
  /// @param query rotated
  /// @param code the query, aimed at the part
  int rank(IvfPart part, float[] query, QueryCode code, Effort effort) {
    open(part);
    this.query = query;
    int count = 0;
    if (lists > FEW && metric == Metric.L2) {
      count = pick(query, code, effort);
    }
    if (count == 0) {
      count = measureAll(query, 0);
      for (int i = 0; i < count; i++) {
        bounds[i] = distance(i);
      }
      float limit = farthest(count, effort.reach());
      int near = 0;
      for (int i = 0; i < count; i++) {
        if (distance(i) <= limit) {
          long swapped = order[near];
          order[near++] = order[i];
          order[i] = swapped;
        }
      }
      count = near;
    }
    Arrays.sort(order, 0, count);
    int wanted = 1;
    while (wanted < count && wanted < effort.probes() && isWithin(wanted, effort.reach())) {
      wanted++;
    }
    return wanted;
  }

  /// Brings all lists into order, and answers how many they are.
  int rankAll(IvfPart part, float[] query) {
    open(part);
    this.query = query;
    return rankRest(query, 0);
  }

  /// Whether an effort of that reach visits the list in a place of the order.
  boolean isWithin(int place, float reach) {
    return Effort.reach(distance(place) - distance(0), place) <= reach;
  }

  /// A distance beyond which no list is within reach, from `bounds`: a list in a bucket has a place
  /// behind all those of nearer buckets.
  private float farthest(int count, float reach) {
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, bounds[i]);
      greatest = Math.max(greatest, bounds[i]);
    }
    float range = Math.min(reach, greatest - least);
    float scale = BUCKETS / range;
    if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
      return greatest;
    }
    Arrays.fill(buckets, 0);
    for (int i = 0; i < count; i++) {
      buckets[(int) Math.min(BUCKETS, (bounds[i] - least) * scale)]++;
    }
    int nearer = 0;
    int bucket = 0;
    while (bucket < BUCKETS && Effort.reach(bucket / scale, nearer) <= reach) {
      nearer += buckets[bucket++];
    }
    return bucket < BUCKETS ? least + bucket / scale : Math.min(greatest, least + reach);
  }

  /// Brings all other lists into order behind the first `ranked`, which keep their places.
  int rankRest(float[] query, int ranked) {
    int count = measureAll(query, ranked);
    Arrays.sort(order, ranked, count);
    return count;
  }

  private void open(IvfPart part) {
    this.part = part;
    rankings++;
    image = part.image();
    lists = part.lists();
    metric = part.metric() == Metric.L1 ? Metric.L1 : Metric.L2;
    centroids = part.centroids;
    extras = part.extras;
    centroidCodes = part.centroidCodes;
    greatestError = part.greatestError;
    greatestNorm = part.greatestNorm;
    if (order.length < lists) {
      int room = lists + 2 * CodeBlocks.LANES;
      scores = new float[room];
      picked = new int[room];
      bounds = new float[room];
      order = new long[room];
      known = new float[room];
      knownIn = new int[room];
    }
  }

  /// Measures the lists that are near by their codes; answers 0, having done nothing, when those
  /// are most of them.
  private int pick(float[] query, QueryCode code, Effort effort) {
    if (effort.reach() == Float.POSITIVE_INFINITY && effort.probes() > lists / 2) {
      return 0;
    }
    code.perFactor *= CentroidCodes.LEVELS;
    SimdCodes.centroidBounds(image.address() + centroidCodes, lists, code, scores, least);
    float margin = CentroidCodes.margin(code, greatestError, greatestNorm);
    float nearest = least[0];
    for (float one : least) {
      nearest = Math.min(nearest, one);
    }
    float limit = nearest + effort.reach() + margin;
    int slots = CodeBlocks.LANES * CentroidCodes.blocks(lists);
    int near =
        SimdCodes.between(scores, slots, Float.NEGATIVE_INFINITY, limit, picked, bounds, 0);
    if (near > SOME) {
      near = pickNearest(near, effort, margin);
    }
    if (near > lists - lists / 4) {
      return 0;
    }
    long stride = 4L * query.length;
    compute.scoreFloatsAt(
        Metric.L2, query, query.length, image, centroids, stride, picked, near, scores);
    for (int i = 0; i < near; i++) {
      int list = picked[i];
      known[list] = scores[i];
      knownIn[list] = rankings;
      order[i] = key(scores[i], list);
    }
    return near;
  }

  /// Of the lists picked, those within reach by their place, too. Answers how many they are.
  private int pickNearest(int count, Effort effort, float margin) {
    float limit = farthest(count, effort.reach()) + margin;
    int near = 0;
    for (int i = 0; i < count; i++) {
      picked[near] = picked[i];
      bounds[near] = bounds[i];
      near += bounds[i] <= limit ? 1 : 0;
    }
    return effort.probes() < near
        ? selection.smallest(bounds, picked, near, effort.probes() + effort.probes() / 8 + 2)
        : near;
  }

  /// Measures every list not among the first `ranked`.
  private int measureAll(float[] query, int ranked) {
    boolean[] done = new boolean[ranked > 0 ? lists : 0];
    for (int i = 0; i < ranked; i++) {
      done[list(i)] = true;
    }
    long stride = 4L * query.length;
    compute.scoreFloats(
        metric, query, query.length, image, centroids, stride, lists, scores);
    int count = ranked;
    for (int list = 0; list < lists; list++) {
      if (ranked == 0 || !done[list]) {
        order[count++] = key(scores[list], list);
      }
    }
    return count;
  }

  /// Sorts by distance, then by list. Distances are not negative, so their bits sort as they do.
  private long key(float score, int list) {
    float extra = image.get(CodeBlocks.FLOAT, extras + 4L * list);
    return (long) Float.floatToIntBits(score + extra) << 32 | list;
  }
}
