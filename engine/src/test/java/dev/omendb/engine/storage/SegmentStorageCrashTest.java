package dev.omendb.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.fs.simulated.CrashableFileSystem;
import dev.omendb.engine.fs.simulated.SimulatedCrash;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pulls the plug at every sync point of a random workload with checkpoints, starts again, and
/// compares with a map: acknowledged commits whole, the unacknowledged one whole or not at all.
class SegmentStorageCrashTest {
  private static final int TRANSACTIONS = 25;

  /// A row written after the restart.
  private static final long AFTER = 1_000_000;

  /// Rows of a transaction go to the log at once, or with the commit.
  private static final StorageOptions STREAMED = new StorageOptions(256L << 20, 1);

  /// What must be there after a crash.
  private static final class Expected {
    TreeMap<Long, String> acknowledged = new TreeMap<>();
    TreeMap<Long, String> inDoubt = new TreeMap<>();
    @Nullable TestTable table;
    long oid;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void acknowledgedCommitsSurviveACrashAtEverySyncPoint(boolean streamed) {
    StorageOptions options = streamed ? STREAMED : StorageOptions.DEFAULT;
    long seed = Long.getLong("omendb.seed", 42);
    for (int point = 1; ; point++) {
      Random random = new Random(seed * 1000 + point);
      CrashableFileSystem disk = new CrashableFileSystem();
      disk.crashAt(point);
      Expected expected = new Expected();
      boolean crashed = run(disk, options, new Random(seed), expected);
      if (!crashed) {
        assertThat(point).isGreaterThan(TRANSACTIONS);
        return;
      }
      CrashableFileSystem after = disk.restart(random);
      after.crashAt(after.syncPoints() + 1 + random.nextInt(6));
      String where =
          "seed %d, sync point %d, streamed %b (-Domendb.seed=%d)"
              .formatted(seed, point, streamed, seed);
      try {
        check(after, expected, where);
      } catch (SimulatedCrash e) {
        check(after.restart(random), expected, where + ", second crash");
      }
    }
  }

  private static boolean run(
      CrashableFileSystem disk, StorageOptions options, Random random, Expected expected) {
    try (StorageEngine engine =
        SegmentStorage.open(disk, options, new TestKeys())) {
      TestTable table = TestTable.create(engine);
      expected.table = table;
      for (int i = 0; i < TRANSACTIONS; i++) {
        transaction(engine, table, random, expected);
        expected.oid = engine.nextOid();
        if (random.nextInt(8) == 0) {
          engine.checkpoint();
        }
      }
    } catch (SimulatedCrash e) {
      return true;
    }
    return false;
  }

  private static void transaction(
      StorageEngine engine, TestTable table, Random random, Expected expected) {
    TreeMap<Long, String> after = new TreeMap<>(expected.acknowledged);
    try (Transaction writer = engine.begin()) {
      int savepoint = -1;
      TreeMap<Long, String> atSavepoint = after;
      for (int step = random.nextInt(5); step >= 0; step--) {
        step(writer, table, random, after);
        if (savepoint < 0 && random.nextInt(3) == 0) {
          savepoint = writer.savepoint();
          atSavepoint = new TreeMap<>(after);
        } else if (savepoint >= 0 && random.nextInt(4) == 0) {
          writer.rollbackTo(savepoint);
          after = new TreeMap<>(atSavepoint);
        }
      }
      assertThat(table.scan(writer)).isEqualTo(after);
      expected.inDoubt = after;
      writer.commit();
      expected.acknowledged = after;
    }
  }

  private static void step(
      Transaction writer, TestTable table, Random random, TreeMap<Long, String> rows) {
    long id = random.nextInt(20);
    String name = "n" + random.nextInt(1000);
    switch (random.nextInt(12)) {
      case 0 -> {
        writer.truncate(table.oid);
        rows.clear();
      }
      case 1 -> {
        Batch batch = TestTable.empty();
        for (long extra = 100; extra < 120; extra++) {
          if (rows.putIfAbsent(extra, name) == null) {
            TestTable.addRow(batch, extra, name);
          }
        }
        writer.insert(table.oid, batch, null);
      }
      case 2, 3, 4 -> {
        if (table.delete(writer, id)) {
          rows.remove(id);
        }
      }
      default -> {
        if (rows.containsKey(id)) {
          table.update(writer, id, name);
        } else {
          table.insert(writer, id, name);
        }
        rows.put(id, name);
      }
    }
  }

  private static void check(CrashableFileSystem disk, Expected expected, String where) {
    try (StorageEngine engine =
        SegmentStorage.open(disk, StorageOptions.DEFAULT, new TestKeys())) {
      TestTable before = expected.table;
      if (before == null || engine.catalog().find(before.oid).isEmpty()) {
        assertThat(expected.acknowledged).as(where).isEmpty();
        return;
      }
      TestTable table = before.in(engine);
      TreeMap<Long, String> found = table.scan();
      boolean secondStart = found.remove(AFTER) != null;
      assertThat(found)
          .as(where)
          .isIn(expected.acknowledged, expected.inDoubt);
      try (Transaction reader = engine.begin()) {
        assertThat(table.keysByIndex(reader, false).stream().filter(k -> k != AFTER))
            .as(where)
            .containsExactlyElementsOf(found.keySet());
        for (long id : found.keySet()) {
          assertThat(table.find(reader, id)).as(where).isNotEqualTo(-1);
        }
      }
      assertThat(engine.nextOid()).as(where).isGreaterThan(expected.table.primaryKey);
      if (!secondStart) {
        table.insert(AFTER, "after");
      }
      assertThat(table.scan()).as(where).hasSize(found.size() + 1);
    }
  }
}
