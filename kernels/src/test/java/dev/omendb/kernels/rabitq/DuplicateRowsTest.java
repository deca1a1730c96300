package dev.omendb.kernels.rabitq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.kernels.ComputeEngines;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.TopK;
import java.lang.foreign.Arena;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Fewer different rows than lists, or one alone.
class DuplicateRowsTest {
  private static final int ROWS = 6000;
  private static final int DIMENSIONS = 12;

  @ParameterizedTest
  @EnumSource(Metric.class)
  void rowsThatRepeatAreClusteredAndFound(Metric metric) {
    for (int different : new int[] {1, 2, 12, 100}) {
      TestRows rows = new TestRows(ROWS, DIMENSIONS, different);
      for (int i = different; i < ROWS; i++) {
        rows.vectors[i] = rows.vectors[i % different];
      }
      IvfPart part =
          IvfBuilder.build(
              metric, DIMENSIONS, rows, BuildOptions.threads(2),
              bytes -> Arena.ofAuto().allocate(bytes, 64));
      assertThat(part.rows()).isEqualTo(ROWS);
      CodeSearch search = new CodeSearch(metric, DIMENSIONS, ComputeEngines.byName("auto"));
      int wanted = 0;
      int found = 0;
      for (int i = 0; i < Math.min(different, 40); i++) {
        float[] query = rows.vectors[i];
        search.begin(query, 10, null, rows.reranker(metric, query));
        search.scan(part, 0.95);
        TopK top = search.finish();
        TopK truth = rows.nearest(metric, query, 10, TestRows.oneIn(1));
        assertThat(top.size()).isEqualTo(10);
        found += found(top, truth);
        wanted += 10;
      }
      assertThat(found / (double) wanted).as("%d different rows", different).isGreaterThan(0.9);
    }
  }

  /// Rows of the part would be queries too easy to learn from: their likes are at distance 0.
  @ParameterizedTest
  @CsvSource({"L2, 2000", "COSINE, 2000", "L2, 40"})
  void queriesThatEqualNoRowFindWhatTheyAskFor(Metric metric, int different) {
    int count = 20_000;
    int dimensions = 32;
    TestRows rows = new TestRows(count, dimensions, 7);
    for (int i = different; i < count; i++) {
      rows.vectors[i] = rows.vectors[i % different];
    }
    float[][] alike = new TestRows(count + 200, dimensions, 7).vectors;
    IvfPart part =
        IvfBuilder.build(
            metric, dimensions, rows, BuildOptions.threads(2),
            bytes -> Arena.ofAuto().allocate(bytes, 64));
    CodeSearch search = new CodeSearch(metric, dimensions, ComputeEngines.byName("auto"));
    int found = 0;
    for (int i = count; i < alike.length; i++) {
      search.begin(alike[i], 10, null, rows.reranker(metric, alike[i]));
      search.scan(part, 0.95);
      found += found(search.finish(), rows.nearest(metric, alike[i], 10, TestRows.oneIn(1)));
    }
    assertThat(found / (10.0 * (alike.length - count))).isGreaterThan(0.92);
  }

  /// Rows as near as the last true one, whichever of its likes.
  private static int found(TopK top, TopK truth) {
    float last = truth.score(truth.size() - 1);
    int found = 0;
    for (int place = 0; place < top.size(); place++) {
      found += top.score(place) <= last + 1e-5f * Math.abs(last) ? 1 : 0;
    }
    return found;
  }
}
