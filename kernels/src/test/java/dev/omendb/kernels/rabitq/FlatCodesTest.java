package dev.omendb.kernels.rabitq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.kernels.ComputeEngines;
import dev.omendb.kernels.Metric;
import dev.omendb.kernels.TopK;
import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlatCodesTest {
  @ParameterizedTest
  @EnumSource(Metric.class)
  void findsWhatIsPublished(Metric metric) {
    int d = 100;
    TestRows rows = new TestRows(9000, d, 1);
    FlatCodes tail = new FlatCodes(metric, d, new float[d]);
    CodeSearch search = new CodeSearch(metric, d, ComputeEngines.byName("auto"));
    for (int i = 0; i < 9000; i++) {
      tail.append(rows.id(i), rows.vectors[i]);
    }
    float[] query = rows.vectors[4711];
    search.begin(query, 10, null, rows.reranker(metric, query));
    search.scanTail(tail, 2, 4);
    assertThat(search.finish().size()).isZero();
    tail.publish();
    assertThat(tail.count()).isEqualTo(9000);
    int found = 0;
    for (int i = 0; i < 50; i++) {
      float[] q = rows.vectors[i * 100];
      search.begin(q, 10, null, rows.reranker(metric, q));
      search.scanTail(tail, 2, 4);
      found +=
          TestRows.common(search.finish(), rows.nearest(metric, q, 10, TestRows.oneIn(1)));
    }
    assertThat(found).isGreaterThan(495);
  }

  @Test
  void searchesPartsAndTailTogether() {
    int d = 64;
    TestRows rows = new TestRows(4000, d, 2);
    IvfPart part =
        IvfBuilder.build(
            Metric.L2,
            d,
            new RowSource() {
              @Override
              public int count() {
                return 3000;
              }

              @Override
              public long id(int row) {
                return rows.id(row);
              }

              @Override
              public void read(int from, int count, float[] target) {
                rows.read(from, count, target);
              }
            },
            BuildOptions.threads(1),
            bytes -> Arena.ofAuto().allocate(bytes, 64));
    FlatCodes tail = new FlatCodes(Metric.L2, d, new float[d]);
    for (int i = 3000; i < 4000; i++) {
      tail.append(rows.id(i), rows.vectors[i]);
    }
    tail.publish();
    CodeSearch search = new CodeSearch(Metric.L2, d, ComputeEngines.byName("auto"));
    for (int i = 0; i < 40; i++) {
      float[] query = rows.vectors[i * 99];
      search.begin(query, 20, null, rows.reranker(Metric.L2, query));
      search.scan(part, Effort.EXHAUSTIVE);
      search.scanTail(tail, 6, 8);
      TopK truth = rows.nearest(Metric.L2, query, 20, TestRows.oneIn(1));
      assertThat(TestRows.common(search.finish(), truth)).isEqualTo(20);
    }
  }

  @Test
  void readersSeeWholeRowsWhileTheWriterAppends() throws InterruptedException {
    int d = 64;
    TestRows rows = new TestRows(12_000, d, 3);
    FlatCodes tail = new FlatCodes(Metric.L2, d, new float[d]);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    CodeSearch search =
                        new CodeSearch(Metric.L2, d, ComputeEngines.byName("auto"));
                    int seen;
                    do {
                      seen = tail.count();
                      float[] query = rows.vectors[Math.max(0, seen - 1)];
                      search.begin(query, 1, null, rows.reranker(Metric.L2, query));
                      search.scanTail(tail, 3, 5);
                      TopK top = search.finish();
                      if (seen > 0) {
                        assertThat(top.id(0)).isEqualTo(rows.id(seen - 1));
                      }
                    } while (seen < rows.vectors.length);
                  } catch (RuntimeException | Error e) {
                    failure.set(e);
                  }
                });
    for (int i = 0; i < rows.vectors.length; i++) {
      tail.append(rows.id(i), rows.vectors[i]);
      tail.publish();
    }
    reader.join();
    assertThat(failure.get()).isNull();
  }

  @Test
  void refusesVectorsWithoutDirectionByCosine() {
    FlatCodes tail = new FlatCodes(Metric.COSINE, 4, new float[4]);
    assertThat(tail.append(1, new float[4])).isFalse();
    assertThat(tail.append(2, new float[] {1, 0, 0, 0})).isTrue();
    tail.publish();
    assertThat(tail.count()).isEqualTo(1);
    assertThat(tail.id(0)).isEqualTo(2);
  }
}
