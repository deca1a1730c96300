package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.TopK;
import java.util.List;

/// Finds in a new part how far from a query its true neighbours' lists are, and how wrong their
/// codes. Confined to one thread.
final class NeighbourPlaces {
  /// Where the rows of a part are.
  ///
  /// @param slots of each row given, see [IvfLayout#slots]
  /// @param copySlots likewise of its copy
  /// @param numbers likewise its number in the part
  record Rows(IvfLayout layout, int[] slots, int[] copySlots, int[] numbers) {
    static Rows of(IvfLayout layout, int given) {
      return new Rows(
          layout, layout.slots(given), layout.copySlots(given), layout.numbers(given));
    }
  }

  private final IvfPart part;
  private final Proxy proxy;
  private final Rows rows;
  private final Rotation rotation;
  private final float[] rotated;
  private final QueryCode code;
  private final TaxicabQuery taxicab;
  private final ListRanking ranking;
  private final float[] squares;
  private final long[] fineAddress = new long[1];
  private final float[] fineBase = new float[1];
  private final float[] fineEstimate = new float[1];

  /// Of the code estimated last.
  private float estimate;

  private float deviation;

  /// Of each list, to the query placed last.
  final float[] reaches;

  NeighbourPlaces(IvfPart part, Proxy proxy, Rows rows, ComputeEngine compute) {
    this.part = part;
    this.proxy = proxy;
    this.rows = rows;
    this.rotation = Rotation.of(part.metric(), part.dimensions());
    this.rotated = new float[part.padded()];
    this.code = new QueryCode(part.padded());
    this.taxicab = new TaxicabQuery(part.padded());
    this.ranking = new ListRanking(compute);
    this.squares = new float[part.lists()];
    this.reaches = new float[part.lists()];
  }

  /// Places a query's neighbours.
  ///
  /// @param truth ids are numbers of rows given
  void place(int number, float[] vector, TopK truth, List<Neighbours> neighbours) {
    float[] query = vector.clone();
    if (part.metric() == Metric.COSINE) {
      Norms.normalise(query, 0, query, 0, query.length);
    }
    rotation.rotate(query, 0, rotated, 0);
    int ranked = ranking.rankAll(part, rotated);
    for (int j = 0; j < ranked; j++) {
      reaches[ranking.list(j)] = Effort.reach(ranking.distance(j) - ranking.distance(0), j);
      squares[ranking.list(j)] = ranking.squaredDistance(j);
    }
    if (part.metric() == Metric.L1) {
      taxicab.aim(rotated, part.image(), part.mean, part.step());
    } else {
      code.aim(rotated, part.image().address() + part.mean);
    }
    float squaredNorm = Norms.squared(query);
    float[] bounds = new float[neighbours.size()];
    int most = 0;
    for (int i = 0; i < bounds.length; i++) {
      int count = neighbours.get(i).count(number);
      if (count > 0) {
        float last = proxy.bound(truth.score(count - 1), part.scale());
        bounds[i] = QueryCode.bound(part.metric(), last, squaredNorm);
        most = Math.max(most, count);
      }
    }
    for (int j = 0; j < most; j++) {
      place(neighbours, number, j, (int) truth.id(j), bounds);
    }
  }

  /// @param bounds for each k, which estimates are compared with
  private void place(
      List<Neighbours> neighbours, int query, int neighbour, int row, float[] bounds) {
    for (int copy = 0; copy < 2; copy++) {
      int slot = copy == 0 ? rows.slots[row] : rows.copySlots[row];
      if (slot < 0) {
        continue;
      }
      int list = rows.layout.list(slot);
      if (part.metric() == Metric.L1) {
        estimateTaxicab(slot);
      } else {
        code.enter(squares[list], 0);
        estimate(slot);
      }
      for (int i = 0; i < bounds.length; i++) {
        if (neighbour < neighbours.get(i).count(query)) {
          float error = errors(estimate - bounds[i], deviation);
          neighbours.get(i).set(query, neighbour, copy, reaches[list], error);
        }
      }
      if (copy == 0 && part.hasSecondCodes()) {
        estimateFine(rows.numbers[row]);
        for (int i = 0; i < bounds.length; i++) {
          if (neighbour < neighbours.get(i).count(query)) {
            float error = errors(estimate - bounds[i], deviation);
            neighbours.get(i).setFine(query, neighbour, error);
          }
        }
      }
    }
  }

  /// Sets the estimate of a slot and its standard error.
  private void estimate(int slot) {
    int words = CodeBlocks.words(part.padded());
    int lane = slot % CodeBlocks.LANES;
    long block = part.codes + slot / CodeBlocks.LANES * CodeBlocks.bytes(words);
    float factor = part.image().get(CodeBlocks.FLOAT, block + CodeBlocks.factor(words, lane));
    estimate = code.estimate(part.image().address() + block, lane);
    deviation = code.deviation(factor);
  }

  private void estimateTaxicab(int slot) {
    long at = part.codes + (long) slot * TaxicabCodes.bytes(part.padded());
    estimate = taxicab.estimate(part.image().address() + at);
    deviation = taxicab.deviation();
  }

  /// The same of a row's second code.
  private void estimateFine(int number) {
    long at = part.fine + number * FineCodes.bytes(part.padded());
    float factor = part.image().get(CodeBlocks.FLOAT, at + 4);
    fineAddress[0] = part.image().address() + at;
    fineBase[0] = code.base;
    SimdFineCodes.bounds(code, fineAddress, fineBase, 1, 0, fineEstimate);
    estimate = fineEstimate[0];
    deviation = factor * FineCodes.error(code.base);
  }

  /// By how many standard errors an estimate lies beyond a bound.
  private static float errors(float difference, float deviation) {
    return deviation > 0 ? difference / deviation : difference <= 0 ? -9 : 9;
  }
}
