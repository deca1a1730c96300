package dev.omendb.engine.index.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.fs.simulated.CrashableFileSystem;
import dev.omendb.engine.fs.simulated.SimulatedCrash;
import dev.omendb.engine.index.VectorIndexReader.VectorQuery;
import dev.omendb.engine.index.vector.VectorTable.Hit;
import dev.omendb.engine.index.vector.VectorTable.Row;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.engine.index.vector.VectorKey.Elements;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The index's answers against exact ones of the same snapshot, through everything that happens to
/// a table.
class VectorIndexTest {
  private static final int ROWS = 6_000;
  private static final int QUERIES = 100;

  private final CrashableFileSystem disk = new CrashableFileSystem();
  private final Random random = new Random(11);

  private VectorTable open(Distance distance) {
    return open(ValueForm.floats(distance));
  }

  private VectorTable open(ValueForm form) {
    return VectorTable.open(disk, form, Runnable::run);
  }

  private VectorTable filled(Distance distance) {
    return filled(ValueForm.floats(distance));
  }

  private VectorTable filled(ValueForm form) {
    VectorTable table = open(form);
    table.create();
    table.insert(0, ROWS, random);
    table.createIndex();
    return table;
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32, L2",
    "FLOAT32, INNER_PRODUCT",
    "FLOAT32, COSINE",
    "FLOAT32, L1",
    "FLOAT16, L2",
    "FLOAT16, L1",
    "BIT, HAMMING",
    "BIT, JACCARD",
    "SPARSE, L2",
    "SPARSE, INNER_PRODUCT",
    "SPARSE, COSINE",
    "SPARSE, L1"
  })
  void recallHoldsThroughChangesAndRestarts(Elements elements, Distance distance) {
    ValueForm form = new ValueForm(elements, distance);
    VectorTable table = filled(form);
    try (var engine = table.engine) {
      assertThat(table.recall(10, 0.95, QUERIES, random)).as("built").isGreaterThan(0.93);
      table.insert(ROWS, ROWS + 2000, random);
      assertThat(table.recall(10, 0.95, QUERIES, random)).as("inserts").isGreaterThan(0.93);
      table.delete(id -> id % 3 == 0);
      assertThat(table.recall(10, 0.95, QUERIES, random)).as("deletes").isGreaterThan(0.93);
      table.updateVectors(id -> id % 5 == 1, random);
      table.updateNotes(id -> id % 7 == 1);
      assertThat(table.recall(10, 0.95, QUERIES, random)).as("updates").isGreaterThan(0.93);
      engine.vacuum();
      assertThat(table.recall(10, 0.95, QUERIES, random)).as("vacuum").isGreaterThan(0.93);
      table.insert(ROWS + 2000, ROWS + 3000, random);
    }
    VectorTable again = open(form);
    try (var engine = again.engine) {
      assertThat(again.recall(10, 0.95, QUERIES, random)).as("restart").isGreaterThan(0.93);
      assertThat(again.recall(10, 0.99, 5 * QUERIES, random)).as("0.99").isGreaterThan(0.98);
    }
  }

  @Test
  void aCrashLosesNothingCommitted() {
    VectorTable table = filled(Distance.L2);
    table.engine.checkpoint();
    table.insert(ROWS, ROWS + 1500, random);
    table.delete(id -> id % 10 == 0);
    try {
      disk.crash();
      table.engine.close();
    } catch (SimulatedCrash e) {
      // the close found no disk
    }
    VectorTable again =
        VectorTable.open(
            disk.restart(new Random(3)), ValueForm.floats(Distance.L2), Runnable::run);
    try (var engine = again.engine) {
      assertThat(again.recall(10, 0.95, QUERIES, random)).isGreaterThan(0.93);
      try (Transaction transaction = engine.begin()) {
        assertThat(again.search(transaction, again.vector(random), 100, 0.9, 10_000))
            .hasSize((ROWS + 1500) * 9 / 10);
      }
    }
  }

  @Test
  void drainingReturnsEveryRowOnceInOrder() {
    VectorTable table = filled(Distance.L2);
    try (var engine = table.engine;
        Transaction transaction = engine.begin()) {
      float[] query = table.vector(random);
      List<Hit> all = table.search(transaction, query, 10, 0.95, 2 * ROWS);
      assertThat(all).hasSize(ROWS);
      assertThat(all.stream().map(Hit::id).distinct()).hasSize(ROWS);
      List<Hit> first = table.search(transaction, query, 500, 0.95, 500);
      assertThat(first).isSortedAccordingTo((a, b) -> Double.compare(a.distance(), b.distance()));
    }
  }

  @Test
  void filtersReturnKRowsWheneverKMatch() {
    VectorTable table = filled(Distance.COSINE);
    try (var engine = table.engine;
        Transaction transaction = engine.begin()) {
      for (int divisor : new int[] {2, 10, 100, 1000}) {
        LongPredicate some = id -> id % divisor == 0;
        var filter = table.filter(transaction, some);
        int k = Math.min(10, ROWS / divisor);
        int found = 0;
        List<Row> rows =
            table.rows(transaction).stream().filter(row -> some.test(row.id())).toList();
        for (int q = 0; q < QUERIES; q++) {
          float[] query = table.vector(random);
          List<Hit> hits =
              table.search(
                  transaction,
                  new VectorQuery(
                      table.encode(query), k, 0.95, 0, filter, Double.POSITIVE_INFINITY),
                  k);
          assertThat(hits).hasSize(k).allMatch(hit -> some.test(hit.id()));
          found += VectorTable.found(hits, table.exact(rows, query), k);
        }
        assertThat((double) found / (k * QUERIES)).as("1 in " + divisor).isGreaterThan(0.93);
      }
    }
  }

  @Test
  void aRangeReturnsAllRowsWithinIt() {
    VectorTable table = filled(Distance.L2);
    try (var engine = table.engine;
        Transaction transaction = engine.begin()) {
      int expected = 0;
      int found = 0;
      List<Row> rows = table.rows(transaction);
      for (int q = 0; q < QUERIES; q++) {
        float[] query = table.vector(random);
        double radius = table.exact(rows, query)[30];
        List<Hit> hits =
            table.search(
                transaction,
                new VectorQuery(table.encode(query), 10, 0.95, 0, null, radius),
                1000);
        assertThat(hits).allMatch(hit -> hit.distance() <= radius * (1 + 1e-6));
        expected += 31;
        found += hits.size();
      }
      assertThat(found).isBetween((int) (0.93 * expected), expected);
    }
  }

  @Test
  void snapshotsKeepTheirPastAndTransactionsSeeTheirOwnRows() {
    VectorTable table = filled(Distance.L2);
    try (var engine = table.engine) {
      float[] far = new float[VectorTable.DIMENSIONS];
      java.util.Arrays.fill(far, 50);
      try (Transaction before = engine.begin();
          Transaction writer = engine.begin()) {
        before.setFixedSnapshot(true);
        assertThat(table.search(before, far, 1, 0.99, 1)).noneMatch(hit -> hit.id() == 9999);
        writer.insert(100_000, table.row(9999, far), null);
        assertThat(table.search(writer, far, 1, 0.99, 1)).allMatch(hit -> hit.id() == 9999);
        writer.commit();
        assertThat(table.search(before, far, 1, 0.99, 1)).noneMatch(hit -> hit.id() == 9999);
        before.rollback();
      }
      try (Transaction after = engine.begin()) {
        assertThat(table.search(after, far, 1, 0.99, 1)).allMatch(hit -> hit.id() == 9999);
        Transaction old = engine.begin();
        old.setFixedSnapshot(true);
        table.search(old, far, 1, 0.99, 1);
        table.delete(id -> id == 9999);
        assertThat(table.search(old, far, 1, 0.99, 1)).allMatch(hit -> hit.id() == 9999);
        old.close();
      }
      try (Transaction after = engine.begin()) {
        assertThat(table.search(after, far, 1, 0.99, 1)).noneMatch(hit -> hit.id() == 9999);
      }
    }
  }

  @Test
  void zeroVectorsAndNullsByCosine() {
    VectorTable table = filled(Distance.COSINE);
    try (var engine = table.engine) {
      table.insert(20_000, new float[VectorTable.DIMENSIONS]);
      table.insert(20_001, null);
      try (Transaction transaction = engine.begin()) {
        List<Hit> all = table.search(transaction, table.vector(random), 100, 0.95, 2 * ROWS);
        assertThat(all).hasSize(ROWS + 1);
        assertThat(all.getLast().id()).isEqualTo(20_000);
        assertThat(all.getLast().distance()).isNaN();
      }
    }
  }

  @Test
  void aDamagedFileIsRebuiltFromTheTable() {
    VectorTable table = filled(Distance.L2);
    table.engine.close();
    int damaged = 0;
    for (String name : disk.list("p0/indexes")) {
      if (name.contains("part-")) {
        damage("p0/indexes/" + name);
        damaged++;
      }
    }
    assertThat(damaged).isPositive();
    VectorTable again = open(Distance.L2);
    try (var engine = again.engine) {
      assertThat(again.recall(10, 0.95, QUERIES, random)).isGreaterThan(0.93);
    }
  }

  private void damage(String path) {
    byte[] content = disk.readAll(path);
    content[content.length / 2] ^= 1;
    disk.delete(path);
    try (var file = disk.create(path)) {
      file.write(0, java.nio.ByteBuffer.wrap(content));
      file.force();
    }
  }

  @Test
  void otherColumnsCostTheIndexNothing() {
    VectorTable table = filled(Distance.L2);
    try (var engine = table.engine) {
      long before = engine.tableBytes(100_000);
      for (int i = 0; i < 3; i++) {
        table.updateNotes(id -> id % 2 == 0);
      }
      try (Transaction transaction = engine.begin()) {
        var search = table.statistics(transaction, table.vector(random));
        assertThat(search.tailRows()).isZero();
      }
      assertThat(before).isPositive();
      assertThat(table.recall(10, 0.95, QUERIES, random)).isGreaterThan(0.93);
    }
  }

  @Test
  void churnDoesNotDecayRecall() {
    VectorTable table = filled(Distance.L2);
    try (var engine = table.engine) {
      double fresh = table.recall(10, 0.95, 3 * QUERIES, new Random(5));
      long next = 100_000;
      for (int round = 0; round < 4; round++) {
        int part = round;
        table.delete(id -> id % 2 == part % 2);
        table.insert(next, next + ROWS / 2, random);
        next += ROWS / 2;
        engine.vacuum();
      }
      assertThat(table.recall(10, 0.95, 3 * QUERIES, new Random(5)))
          .isGreaterThan(Math.min(0.95, fresh) - 0.01);
    }
  }
}
