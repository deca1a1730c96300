package dev.omendb.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.fs.simulated.CrashableFileSystem;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Dead rows give their room back, and nobody notices.
class VacuumTest {
  private final CrashableFileSystem disk = new CrashableFileSystem();

  private StorageEngine open() {
    return SegmentStorage.open(disk, StorageOptions.DEFAULT, new TestKeys());
  }

  private static void insert(TestTable table, int from, int to) {
    try (Transaction writer = table.engine.begin()) {
      for (int start = from; start < to; start += 1000) {
        Batch batch = TestTable.empty();
        IntStream.range(start, start + 1000)
            .forEach(i -> TestTable.addRow(batch, i, "row " + i));
        writer.insert(table.oid, batch, null);
      }
      writer.commit();
    }
  }

  private static void updateAll(TestTable table, int from, int to, String name) {
    try (Transaction writer = table.engine.begin()) {
      for (int i = from; i < to; i++) {
        assertThat(table.update(writer, i, name)).isTrue();
      }
      writer.commit();
    }
  }

  private static void check(TestTable table, TreeMap<Long, String> expected) {
    assertThat(table.scan()).isEqualTo(expected);
    try (Transaction reader = table.engine.begin()) {
      assertThat(table.keysByIndex(reader, false)).containsExactlyElementsOf(expected.keySet());
      for (long key : List.of(0L, 5L, 9_999L, 10_000L, 19_999L)) {
        assertThat(table.find(reader, key) >= 0).isEqualTo(expected.containsKey(key));
      }
    }
  }

  @Test
  void updatedAndDeletedRowsGiveTheirRoomBack() {
    TreeMap<Long, String> expected = new TreeMap<>();
    TestTable table;
    try (StorageEngine engine = open()) {
      table = TestTable.create(engine);
      insert(table, 0, 20_000);
      updateAll(table, 0, 12_000, "first");
      updateAll(table, 0, 12_000, "second");
      try (Transaction writer = engine.begin()) {
        for (int i = 10_000; i < 15_000; i++) {
          table.delete(writer, i);
        }
        writer.commit();
      }
      IntStream.range(0, 20_000).forEach(i -> expected.put((long) i, "row " + i));
      IntStream.range(0, 12_000).forEach(i -> expected.put((long) i, "second"));
      IntStream.range(10_000, 15_000).forEach(i -> expected.remove((long) i));
      long before = engine.tableBytes(table.oid);
      try (Transaction old = engine.begin()) {
        old.setFixedSnapshot(true);
        engine.vacuum();
        assertThat(table.scan(old)).isEqualTo(expected);
      }
      check(table, expected);
      engine.vacuum();
      check(table, expected);
      engine.vacuum();
      check(table, expected);
      assertThat(engine.tableBytes(table.oid)).isLessThan(before * 2 / 3);
      assertThat(engine.tableRows(table.oid)).isEqualTo(15_000);
      updateAll(table, 0, 5, "third");
      IntStream.range(0, 5).forEach(i -> expected.put((long) i, "third"));
      check(table, expected);
    }
    try (StorageEngine engine = open()) {
      check(table.in(engine), expected);
    }
  }

  @Test
  void aRowUpdatedAgainAndAgainTakesLittleRoom() {
    try (StorageEngine engine = open()) {
      TestTable table = TestTable.create(engine);
      table.insert(1, "0");
      for (int round = 0; round < 4; round++) {
        for (int i = 0; i < 6; i++) {
          try (Transaction writer = engine.begin()) {
            for (int j = 0; j < 1000; j++) {
              table.update(writer, 1, "x" + j);
            }
            writer.commit();
          }
        }
        engine.vacuum();
        engine.vacuum();
        assertThat(table.scan()).hasSize(1).containsEntry(1L, "x999");
      }
      assertThat(engine.tableBytes(table.oid)).isLessThan(1_000_000);
      try (Transaction reader = engine.begin()) {
        assertThat(table.find(reader, 1)).isGreaterThanOrEqualTo(0);
      }
    }
  }
}
