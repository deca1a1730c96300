package dev.omendb.kernels.rabitq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.kernels.ComputeEngines;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.TopK;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IvfPartTest {
  private static final int QUERIES = 60;

  private static IvfPart build(Metric metric, TestRows rows) {
    return IvfBuilder.build(
        metric,
        rows.vectors.length == 0 ? 8 : rows.vectors[0].length,
        rows,
        BuildOptions.threads(2),
        bytes -> Arena.ofAuto().allocate(bytes, 64));
  }

  private static CodeSearch search(Metric metric, int dimensions) {
    return new CodeSearch(metric, dimensions, ComputeEngines.byName("auto"));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void anExhaustiveSearchFindsAll(Metric metric) {
    for (int d : new int[] {3, 50, 64, 96, 200}) {
      TestRows rows = new TestRows(3000, d, d);
      TestRows queries = new TestRows(QUERIES, d, 77);
      IvfPart part = build(metric, rows);
      assertThat(part.rows()).isEqualTo(3000);
      CodeSearch search = search(metric, d);
      int found = 0;
      for (float[] query : queries.vectors) {
        search.begin(query, 10, null, rows.reranker(metric, query));
        search.scan(part, Effort.EXHAUSTIVE);
        TopK expected = rows.nearest(metric, query, 10, TestRows.oneIn(1));
        found += TestRows.common(search.finish(), expected);
      }
      assertThat(found / (10.0 * QUERIES)).as("%d dimensions", d).isGreaterThan(0.999);
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void theLearnedEffortReachesItsRecall(Metric metric) {
    TestRows rows = new TestRows(12_000, 48, 5);
    IvfPart part = build(metric, rows);
    CodeSearch search = search(metric, 48);
    long scanned = 0;
    double[] targets = {0.9, 0.99};
    for (int t = 0; t < 2; t++) {
      Effort effort = part.curve().effort(10, targets[t]);
      int found = 0;
      for (int i = 0; i < 200; i++) {
        float[] query = rows.vectors[i * 31].clone();
        for (int j = 0; j < query.length; j++) {
          query[j] += 0.05f * ((i * 7 + j * 13) % 11 - 5);
        }
        search.begin(query, 10, null, rows.reranker(metric, query));
        search.scan(part, effort);
        found += TestRows.common(
            search.finish(), rows.nearest(metric, query, 10, TestRows.oneIn(1)));
        scanned += search.scanned();
      }
      assertThat(found / 2000.0).isGreaterThan(targets[t] - 0.03);
    }
    assertThat(scanned).isLessThan(200L * 12_000);
  }

  @Test
  void aFilterNeverCostsRows() {
    TestRows rows = new TestRows(5000, 32, 6);
    IvfPart part = build(Metric.L2, rows);
    CodeSearch search = search(Metric.L2, 32);
    for (int share : new int[] {2, 50, 700}) {
      RowFilter filter = TestRows.oneIn(share);
      int matches = (rows.vectors.length + share - 1) / share;
      int found = 0;
      int expected = 0;
      for (int i = 0; i < 30; i++) {
        float[] query = rows.vectors[i * 100 + 1];
        search.begin(query, 10, filter, rows.reranker(Metric.L2, query));
        search.scan(part, part.curve().effort(10L * share, 0.95));
        TopK top = search.finish();
        assertThat(top.size()).isEqualTo(Math.min(10, matches));
        TopK truth = rows.nearest(Metric.L2, query, 10, filter);
        found += TestRows.common(top, truth);
        expected += truth.size();
      }
      assertThat(found / (double) expected).as("one in %d", share).isGreaterThan(0.9);
    }
  }

  @Test
  void aRangeSearchFindsAllWithin() {
    TestRows rows = new TestRows(4000, 40, 7);
    IvfPart part = build(Metric.L2, rows);
    CodeSearch search = search(Metric.L2, 40);
    for (int i = 0; i < 20; i++) {
      float[] query = rows.vectors[i * 50];
      TopK truth = rows.nearest(Metric.L2, query, 4000, TestRows.oneIn(1));
      float farthest = truth.score(25 * i);
      search.begin(query, Integer.MAX_VALUE, farthest, null, rows.reranker(Metric.L2, query));
      search.scan(part, Effort.EXHAUSTIVE);
      TopK top = search.finish();
      assertThat(top.size()).isBetween(25 * i, 25 * i + 1);
      assertThat(top.size() == 0 || top.score(top.size() - 1) <= farthest).isTrue();
    }
  }

  @Test
  void largeLimitsAnswerEveryRow() {
    TestRows rows = new TestRows(2500, 16, 8);
    IvfPart part = build(Metric.L2, rows);
    CodeSearch search = search(Metric.L2, 16);
    search.begin(rows.vectors[0], 10_000, null, rows.reranker(Metric.L2, rows.vectors[0]));
    search.scan(part, Effort.probes(1));
    assertThat(search.finish().size()).isEqualTo(2500);
  }

  @ParameterizedTest
  @EnumSource(value = Metric.class, names = "L1", mode = EnumSource.Mode.EXCLUDE)
  void copiesFindMoreAndNoRowTwice(Metric metric) {
    TestRows rows = new TestRows(8000, 24, 19);
    IvfPart single =
        IvfBuilder.build(
            metric, 24, rows, BuildOptions.threads(2).withoutCopies(),
            bytes -> Arena.ofAuto().allocate(bytes, 64));
    IvfPart copied = build(metric, rows);
    assertThat(single.rows()).isEqualTo(8000);
    assertThat(copied.rows()).isEqualTo(8000);
    assertThat(idsOf(copied)).isEqualTo(idsOf(single));
    CodeSearch search = search(metric, 24);
    int[] found = new int[2];
    for (int i = 0; i < 200; i++) {
      float[] query = rows.vectors[i * 9];
      TopK truth = rows.nearest(metric, query, 10, TestRows.oneIn(1));
      for (int copies = 0; copies < 2; copies++) {
        search.begin(query, 10, null, rows.reranker(metric, query));
        search.scan(copies == 0 ? single : copied, Effort.probes(2));
        TopK top = search.finish();
        assertThat(distinct(top)).isEqualTo(10);
        found[copies] += TestRows.common(top, truth);
      }
    }
    assertThat(found[1]).isGreaterThan(found[0]);
    search.begin(rows.vectors[3], 8000, null, rows.reranker(metric, rows.vectors[3]));
    search.scan(copied, Effort.EXHAUSTIVE);
    assertThat(distinct(search.finish())).isEqualTo(8000);
    assertThat(search.scanned()).isLessThan(12_000);
  }

  /// As far as the effort learned goes, and where every code is scanned.
  @ParameterizedTest
  @EnumSource(value = Metric.class, names = "L1", mode = EnumSource.Mode.EXCLUDE)
  void withoutSecondCodesAsMuchIsFound(Metric metric) {
    TestRows rows = new TestRows(8000, 24, 23);
    IvfPart plain =
        IvfBuilder.build(
            metric, 24, rows, BuildOptions.threads(2).withoutCopies().withoutSecondCodes(),
            bytes -> Arena.ofAuto().allocate(bytes, 64));
    assertThat(plain.hasSecondCodes()).isFalse();
    long saved = build(metric, rows).image().byteSize() - plain.image().byteSize();
    assertThat(saved).isGreaterThan(8000L * FineCodes.bytes(64));
    CodeSearch search = search(metric, 24);
    for (double recall : new double[] {0.95, 1}) {
      int found = 0;
      for (int i = 0; i < 200; i++) {
        float[] query = rows.vectors[i * 9];
        search.begin(query, 10, null, rows.reranker(metric, query));
        search.scan(plain, recall);
        found +=
            TestRows.common(
                search.finish(), rows.nearest(metric, query, 10, TestRows.oneIn(1)));
        assertThat(search.refined()).isZero();
      }
      assertThat(found / 2000.0).isGreaterThan(recall - 0.01);
    }
  }

  private static long[] idsOf(IvfPart part) {
    long[] ids = new long[part.rows()];
    assertThat(part.copyIds(ids)).isEqualTo(ids.length);
    Arrays.sort(ids);
    return ids;
  }

  private static long distinct(TopK top) {
    return IntStream.range(0, top.size()).mapToLong(top::id).distinct().count();
  }

  @Test
  void renumberingChangesCopiesToo() {
    TestRows rows = new TestRows(3000, 16, 20);
    IvfPart part = build(Metric.L2, rows);
    IvfPart.renumber(part.image(), id -> TestRows.row(id) % 2 == 0 ? id + 90_000 : -1);
    assertThat(part.copyIds(new long[3000])).isEqualTo(1500);
    CodeSearch search = search(Metric.L2, 16);
    float[] query = rows.vectors[4];
    search.begin(
        query,
        10,
        (ids, count) -> {
          int kept = 0;
          for (int i = 0; i < count; i++) {
            if (ids[i] >= 0) {
              ids[kept++] = ids[i];
            }
          }
          return kept;
        },
        (ids, count, scores) -> {
          for (int i = 0; i < count; i++) {
            scores[i] = rows.score(Metric.L2, query, TestRows.row(ids[i] - 90_000));
          }
        });
    search.scan(part, Effort.EXHAUSTIVE);
    TopK top = search.finish();
    assertThat(top.id(0)).isEqualTo(rows.id(4) + 90_000);
    assertThat(distinct(top)).isEqualTo(10);
  }

  @Test
  void moreProbesFindMore() {
    TestRows rows = new TestRows(8000, 24, 9);
    IvfPart part = build(Metric.L2, rows);
    CodeSearch search = search(Metric.L2, 24);
    int before = 0;
    for (int probes : new int[] {1, 4, 16, part.lists()}) {
      int found = 0;
      for (int i = 0; i < 50; i++) {
        float[] query = rows.vectors[i * 9];
        search.begin(query, 10, null, rows.reranker(Metric.L2, query));
        search.scan(part, Effort.probes(probes));
        found +=
            TestRows.common(
                search.finish(), rows.nearest(Metric.L2, query, 10, TestRows.oneIn(1)));
      }
      assertThat(found).isGreaterThanOrEqualTo(before);
      before = found;
    }
    assertThat(before).isGreaterThan(495);
  }

  @Test
  void smallAndDegenerateDataWork() {
    for (int count : new int[] {0, 1, 2, 17, 100}) {
      TestRows rows = new TestRows(count, 8, 10);
      for (int i = 0; i < count; i++) {
        Arrays.fill(rows.vectors[i], i % 3 == 0 ? 0 : 1);
      }
      for (Metric metric : new Metric[] {Metric.L2, Metric.COSINE, Metric.INNER_PRODUCT}) {
        IvfPart part = build(metric, rows);
        int usable = metric == Metric.COSINE ? count - (count + 2) / 3 : count;
        assertThat(part.rows()).isEqualTo(usable);
        assertThat(part.copyIds(new long[count])).isEqualTo(usable);
        float[] query = {1, 2, 3, 4, 5, 6, 7, 8};
        CodeSearch search = search(metric, 8);
        search.begin(query, 5, null, rows.reranker(metric, query));
        search.scan(part, part.curve().effort(5, 0.95));
        assertThat(search.finish().size()).isEqualTo(Math.min(5, usable));
      }
    }
  }

  @Test
  void rowsBeyondAFloatsSquareAreLeftOutAndSpoilNothing() {
    TestRows rows = new TestRows(2000, 16, 14);
    for (int i = 0; i < 2000; i += 100) {
      Arrays.fill(rows.vectors[i], i % 200 == 0 ? 3e38f : -1e25f);
    }
    for (Metric metric : new Metric[] {Metric.L2, Metric.INNER_PRODUCT}) {
      IvfPart part = build(metric, rows);
      assertThat(part.rows()).isEqualTo(1980);
      CodeSearch search = search(metric, 16);
      float[] query = rows.vectors[5];
      search.begin(query, 5, null, rows.reranker(metric, query));
      search.scan(part, 0.95);
      assertThat(search.finish().size()).isEqualTo(5);
    }
  }

  @Test
  void imagesDifferInRoundingAloneForAnyNumberOfThreadsAndOpenAgain() {
    TestRows rows = new TestRows(3000, 70, 11);
    MemorySegment one =
        IvfBuilder.build(
                Metric.COSINE,
                70,
                rows,
                BuildOptions.threads(1),
                bytes -> Arena.ofAuto().allocate(bytes, 64))
            .image();
    MemorySegment two = build(Metric.COSINE, rows).image();
    assertThat(two.byteSize()).isEqualTo(one.byteSize());
    assertThat(differentBytes(one, two)).isLessThan(one.byteSize() / 100);
    IvfPart opened = IvfPart.open(two);
    assertThat(opened.metric()).isEqualTo(Metric.COSINE);
    assertThat(opened.dimensions()).isEqualTo(70);
    assertThat(opened.curve().entries()).isNotEmpty();
    assertThatThrownBy(() -> IvfPart.open(two.asSlice(0, two.byteSize() - 64)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IvfPart.open(Arena.ofAuto().allocate(1000, 64)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Sums of lanes are rounded in another order before they are compiled: last bits may differ.
  private static long differentBytes(MemorySegment one, MemorySegment two) {
    long different = 0;
    for (long i = 0; i < one.byteSize(); i++) {
      boolean same =
          one.get(ValueLayout.JAVA_BYTE, i) == two.get(ValueLayout.JAVA_BYTE, i);
      different += same ? 0 : 1;
    }
    return different;
  }

  @Test
  void aBuildCanBeCancelled() {
    TestRows rows = new TestRows(5000, 16, 12);
    BuildOptions options = new BuildOptions(Proxy.EXACT, 0, 2, true, true, () -> true, done -> {});
    assertThatThrownBy(
            () ->
                IvfBuilder.build(
                    Metric.L2, 16, rows, options, bytes -> Arena.ofAuto().allocate(bytes, 64)))
        .isInstanceOf(CancellationException.class);
  }
}
