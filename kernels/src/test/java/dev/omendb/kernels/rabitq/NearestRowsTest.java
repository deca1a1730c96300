package dev.omendb.kernels.rabitq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.kernels.ComputeEngines;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.TopK;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NearestRowsTest {
  private static final int D = 32;

  private final TestRows rows = new TestRows(5000, D, 21);
  private final IvfPart part =
      IvfBuilder.build(
          Metric.L2, D, rows, BuildOptions.threads(1), b -> Arena.ofAuto().allocate(b, 64));
  private final FlatCodes tail = new FlatCodes(part);
  private final CodeSearch search =
      new CodeSearch(Metric.L2, D, ComputeEngines.byName("auto"));

  private NearestRows nearest(float[] query, int k, RowFilter filter) {
    return nearest(query, k, Long.MAX_VALUE, filter);
  }

  private NearestRows nearest(float[] query, int k, long mostScanned, RowFilter filter) {
    return nearest(query, k, 0.95, mostScanned, filter);
  }

  private NearestRows nearest(
      float[] query, int k, double recall, long mostScanned, RowFilter filter) {
    return new NearestRows(
        search,
        List.of(part),
        List.of(tail),
        query,
        k,
        recall,
        Float.POSITIVE_INFINITY,
        mostScanned,
        filter,
        rows.reranker(Metric.L2, query));
  }

  @Test
  void goesOnToTheLastRow() {
    assertThat(drain(nearest(rows.vectors[7], 10, null))).hasSize(5000);
  }

  @Test
  void aTailIsSearchedWithTheCareOfAnExplicitShare() {
    FlatCodes all = new FlatCodes(Metric.L2, D, new float[D]);
    for (int i = 0; i < rows.vectors.length; i++) {
      all.append(rows.id(i), rows.vectors[i]);
    }
    all.publish();
    int found = 0;
    for (int i = 0; i < 100; i++) {
      float[] query = rows.vectors[i].clone();
      query[i % D] += 1;
      NearestRows nearest =
          new NearestRows(
              search, List.of(), List.of(all), query, 10, 0.9, Float.POSITIVE_INFINITY,
              Long.MAX_VALUE, null, rows.reranker(Metric.L2, query));
      nearest.visitAtLeast(0.05);
      float[] scores = new float[10];
      nearest.next(new long[10], scores);
      float last = rows.nearest(Metric.L2, query, 10, TestRows.oneIn(1)).score(9);
      for (float score : scores) {
        found += score <= last ? 1 : 0;
      }
    }
    assertThat(found / 1000.0).isGreaterThan(0.998);
  }

  @Test
  void atFullRecallEveryRowComesOnceAndInOrder() {
    for (int share : new int[] {1, 3}) {
      for (int query : new int[] {7, 1234, 4999}) {
        RowFilter filter = share == 1 ? null : TestRows.oneIn(share);
        NearestRows nearest =
            nearest(rows.vectors[query], 10, 1, Long.MAX_VALUE, filter);
        float[] found = drain(nearest);
        TopK truth =
            rows.nearest(Metric.L2, rows.vectors[query], 5000, TestRows.oneIn(share));
        assertThat(found).hasSize(truth.size()).isSorted();
        for (int i = 0; i < found.length; i++) {
          assertThat(found[i]).isEqualTo(truth.score(i));
        }
      }
    }
  }

  @Test
  void rowsFoundLateAreLeftOutWhereTheOrderIsStrict() {
    int missing = 0;
    for (int query = 0; query < 40; query++) {
      NearestRows nearest =
          nearest(rows.vectors[query * 101], 10, 0.8, Long.MAX_VALUE, null);
      nearest.leaveOutLate();
      float[] found = drain(nearest);
      assertThat(found).isSorted();
      missing += 5000 - found.length;
    }
    assertThat(missing).isPositive();
  }

  /// The scores of all rows that come.
  private static float[] drain(NearestRows nearest) {
    float[] all = new float[5000];
    long[] ids = new long[64];
    float[] scores = new float[64];
    Set<Long> seen = new HashSet<>();
    int size = 0;
    int count;
    while ((count = nearest.next(ids, scores)) > 0) {
      for (int i = 0; i < count; i++) {
        assertThat(seen.add(ids[i])).isTrue();
        all[size++] = scores[i];
      }
    }
    return Arrays.copyOf(all, size);
  }

  @Test
  void aShareOfTheListsIsVisitedWhateverTheRecall() {
    int found = 0;
    for (int i = 0; i < 40; i++) {
      float[] query = rows.vectors[11 * i];
      NearestRows nearest = nearest(query, 10, null);
      nearest.visitAtLeast(0.5);
      long[] ids = new long[10];
      assertThat(nearest.next(ids, new float[10])).isEqualTo(10);
      assertThat(nearest.visited()).isGreaterThanOrEqualTo(part.lists() / 2);
      TopK truth = rows.nearest(Metric.L2, query, 10, TestRows.oneIn(1));
      for (int place = 0; place < truth.size(); place++) {
        long id = truth.id(place);
        found += Arrays.stream(ids).anyMatch(other -> other == id) ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThan(395);
  }

  @Test
  void aBoundEndsTheSearchAfterTheFirstScan() {
    NearestRows nearest = nearest(rows.vectors[7], 10, 1, null);
    long[] ids = new long[64];
    float[] scores = new float[64];
    assertThat(nearest.next(ids, scores)).isEqualTo(10);
    assertThat(nearest.next(ids, scores)).isZero();
    NearestRows filtered = nearest(rows.vectors[7], 10, 1, TestRows.oneIn(2500));
    assertThat(filtered.next(ids, scores)).isLessThan(2);
    assertThat(nearest(rows.vectors[7], 10, 1_000_000, TestRows.oneIn(2500)).next(ids, scores))
        .isEqualTo(2);
  }

  @Test
  void answersTheNearestThatPassAFilter() {
    for (int share : new int[] {1, 3, 40, 900}) {
      RowFilter filter = TestRows.oneIn(share);
      int found = 0;
      int expected = 0;
      for (int q = 0; q < 30; q++) {
        float[] query = rows.vectors[q * 101 + 2];
        long[] ids = new long[10];
        int count = nearest(query, 10, filter).next(ids, new float[10]);
        TopK truth = rows.nearest(Metric.L2, query, 10, filter);
        assertThat(count).isEqualTo(truth.size());
        for (int i = 0; i < count; i++) {
          for (int j = 0; j < truth.size(); j++) {
            found += ids[i] == truth.id(j) ? 1 : 0;
          }
        }
        expected += truth.size();
      }
      assertThat(found / (double) expected).as("one in %d", share).isGreaterThan(0.92);
    }
  }

  @Test
  void aPartFarAwayIsHardlySearched() {
    TestRows far = new TestRows(5000, D, 22);
    for (float[] vector : far.vectors) {
      vector[0] += 100;
    }
    IvfPart farPart =
        IvfBuilder.build(
            Metric.L2, D, far, BuildOptions.threads(1), b -> Arena.ofAuto().allocate(b, 64));
    float[] query = rows.vectors[7];
    search.begin(query, 10, null, rows.reranker(Metric.L2, query));
    search.scan(part, 0.99);
    int near = search.visited();
    search.scan(farPart, 0.99);
    assertThat(search.visited()).isEqualTo(near + 1);
    assertThat(TestRows.common(search.finish(), rows.nearest(Metric.L2, query, 10, (i, n) -> n)))
        .isGreaterThanOrEqualTo(9);
  }

  @Test
  void rowsOfTheTailCompete() {
    float[] query = rows.vectors[3].clone();
    query[0] += 0.001f;
    tail.append(1_000_000, query);
    tail.publish();
    Reranker ofPart = rows.reranker(Metric.L2, query);
    NearestRows nearest =
        new NearestRows(
            search,
            List.of(part),
            List.of(tail),
            query,
            2,
            0.95,
            Float.POSITIVE_INFINITY,
            Long.MAX_VALUE,
            null,
            (ids, count, scores) -> {
              for (int i = 0; i < count; i++) {
                if (ids[i] == 1_000_000) {
                  scores[i] = 0;
                } else {
                  float[] score = new float[1];
                  ofPart.score(new long[] {ids[i]}, 1, score);
                  scores[i] = score[0];
                }
              }
            });
    long[] ids = new long[2];
    assertThat(nearest.next(ids, new float[2])).isEqualTo(2);
    assertThat(ids[0]).isEqualTo(1_000_000);
    assertThat(ids[1]).isEqualTo(rows.id(3));
  }
}
