package dev.omendb.kernels.rabitq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.kernels.ComputeEngines;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.TopK;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Searches that are told which rows pass look at no others, and find as much as is asked for
/// wherever those lie.
class PassingSlotsTest {
  private static final int ROWS = 12_000;
  private static final int DIMENSIONS = 48;
  private static final int QUERIES = 60;
  private static final int K = 10;

  /// Rows that pass, by their numbers; told beforehand, and which of them were asked for.
  private static final class Passing implements RowFilter {
    private final boolean[] rows;
    private final boolean told;
    private final int count;
    private long refused;
    private @Nullable PassingSlots slots;

    Passing(boolean[] rows, boolean told) {
      this.rows = rows;
      this.told = told;
      this.count = (int) IntStream.range(0, rows.length).filter(row -> rows[row]).count();
    }

    @Override
    public int keep(long[] ids, int count) {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (rows[TestRows.row(ids[i])]) {
          ids[kept++] = ids[i];
        }
      }
      refused += count - kept;
      return kept;
    }

    @Override
    public double expectedShare() {
      return (double) count / rows.length;
    }

    @Override
    public @Nullable PassingSlots passing(IvfPart part) {
      if (told && slots == null) {
        slots = PassingSlots.of(part, id -> rows[TestRows.row(id)]);
      }
      return slots;
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void rowsThatPassAreFoundWhereverTheyLie(Metric metric) {
    TestRows rows = new TestRows(ROWS, DIMENSIONS, 23);
    IvfPart part =
        IvfBuilder.build(
            metric, DIMENSIONS, rows, BuildOptions.threads(2),
            bytes -> Arena.ofAuto().allocate(bytes, 64));
    float[][] queries = new float[QUERIES][];
    Arrays.setAll(queries, i -> rows.vectors[5].clone());
    for (int i = 0; i < QUERIES; i++) {
      for (int j = 0; j < DIMENSIONS; j++) {
        queries[i][j] += 0.1f * ((i * 7 + j * 13) % 11 - 5);
      }
    }
    int[] byDistance =
        IntStream.range(0, ROWS)
            .boxed()
            .sorted(Comparator.comparing(row -> rows.score(metric, queries[0], row)))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] shuffled = IntStream.range(0, ROWS).map(i -> (int) (i * 7919L % ROWS)).toArray();
    int[] reversed = IntStream.range(0, ROWS).map(i -> byDistance[ROWS - 1 - i]).toArray();
    for (int share : new int[] {2, 10, 100, 1000}) {
      check(metric, rows, part, queries, shuffled, share, "random");
      check(metric, rows, part, queries, byDistance, share, "near");
      check(metric, rows, part, queries, reversed, share, "far");
    }
  }

  private static void check(
      Metric metric,
      TestRows rows,
      IvfPart part,
      float[][] queries,
      int[] order,
      int share,
      String name) {
    boolean[] passes = new boolean[ROWS];
    for (int i = 0; i < ROWS / share; i++) {
      passes[order[i]] = true;
    }
    Passing told = new Passing(passes, true);
    CodeSearch search =
        new CodeSearch(metric, DIMENSIONS, ComputeEngines.byName("auto"));
    int found = 0;
    for (float[] query : queries) {
      TopK truth = rows.nearest(metric, query, K, new Passing(passes, false));
      search.begin(query, K, told, rows.reranker(metric, query));
      search.scan(part, 0.95);
      TopK top = search.finish();
      assertThat(IntStream.range(0, top.size()).mapToLong(top::id).distinct().count())
          .as("%s, one in %d", name, share)
          .isEqualTo(K);
      found += TestRows.common(top, truth);
    }
    assertThat(told.refused).isZero();
    assertThat(found / (double) (K * QUERIES))
        .as("%s, one in %d", name, share)
        .isGreaterThan(0.93);
  }
}
