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
    for (Neighbours ofK : neighbours) {
      int count = ofK.count(number);
      if (count > 0) {
        float last = proxy.bound(truth.score(count - 1), part.scale());
        float bound = QueryCode.bound(part.metric(), last, squaredNorm);
        for (int j = 0; j < count; j++) {
          place(ofK, number, j, (int) truth.id(j), bound);
        }
      }
    }
  }

  private void place(Neighbours neighbours, int query, int neighbour, int row, float bound) {
    for (int copy = 0; copy < 2; copy++) {
      int slot = copy == 0 ? rows.slots[row] : rows.copySlots[row];
      if (slot < 0) {
        continue;
      }
      int list = rows.layout.list(slot);
      float error;
      if (part.metric() == Metric.L1) {
        error = taxicabError(slot, bound);
      } else {
        code.enter(squares[list], 0);
        error = error(slot, bound);
        if (copy == 0) {
          neighbours.setFine(query, neighbour, fineError(rows.numbers[row], bound));
        }
      }
      neighbours.set(query, neighbour, copy, reaches[list], error);
    }
  }

  /// By how many standard errors the estimate of a slot lies beyond a bound.
  private float error(int slot, float bound) {
    int words = CodeBlocks.words(part.padded());
    int lane = slot % CodeBlocks.LANES;
    long block = part.codes + slot / CodeBlocks.LANES * CodeBlocks.bytes(words);
    float factor = part.image().get(CodeBlocks.FLOAT, block + CodeBlocks.factor(words, lane));
    float estimate = code.estimate(part.image().address() + block, lane);
    return errors(estimate - bound, code.deviation(factor));
  }

  private float taxicabError(int slot, float bound) {
    long at = part.codes + (long) slot * TaxicabCodes.bytes(part.padded());
    float estimate = taxicab.estimate(part.image().address() + at);
    return errors(estimate - bound, taxicab.deviation());
  }

  /// The same for a row's second code.
  private float fineError(int number, float bound) {
    long at = part.fine + number * FineCodes.bytes(part.padded());
    float factor = part.image().get(CodeBlocks.FLOAT, at + 4);
    float[] estimate = new float[1];
    long[] codes = {part.image().address() + at};
    SimdFineCodes.bounds(code, codes, new float[] {code.base}, 1, 0, estimate);
    return errors(estimate[0] - bound, factor * FineCodes.error(code.base));
  }

  private static float errors(float difference, float deviation) {
    return deviation > 0 ? difference / deviation : difference <= 0 ? -9 : 9;
  }
}
