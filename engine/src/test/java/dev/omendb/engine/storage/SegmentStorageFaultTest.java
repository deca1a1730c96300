package dev.omendb.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.fs.simulated.CrashableFileSystem;
import dev.omendb.engine.fs.simulated.FaultyFileSystem;
import dev.omendb.engine.fs.simulated.FaultyFileSystem.Fault;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A disk that refuses one operation: the transaction it hits fails, or the checkpoint; what was
/// acknowledged stays, and a restart goes on.
class SegmentStorageFaultTest {
  private static final int TRANSACTIONS = 20;

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whatWasAcknowledgedSurvivesAnyFailedOperation(Fault fault) {
    int lastOperation = 0;
    for (int operation = 12; operation < 90; operation += 5) {
      CrashableFileSystem disk = new CrashableFileSystem();
      FaultyFileSystem faulty = new FaultyFileSystem(disk);
      faulty.fail(operation, 1, fault);
      TreeMap<Long, String> acknowledged = new TreeMap<>();
      TestTable made = run(faulty, acknowledged);
      faulty.heal();
      String where = "%s at operation %d".formatted(fault, operation);
      CrashableFileSystem after = disk.restart(new Random(operation));
      try (StorageEngine engine =
          SegmentStorage.open(after, StorageOptions.DEFAULT, new TestKeys())) {
        if (made != null && engine.catalog().find(made.oid).isPresent()) {
          assertThat(made.in(engine).scan()).as(where).containsAllEntriesOf(acknowledged);
        } else {
          assertThat(acknowledged).as(where).isEmpty();
        }
      }
      lastOperation = operation;
    }
    assertThat(lastOperation).isGreaterThan(50);
  }

  private static TestTable run(
      FaultyFileSystem files, TreeMap<Long, String> acknowledged) {
    TestTable table = null;
    StorageEngine engine = null;
    try {
      engine = SegmentStorage.open(files, StorageOptions.DEFAULT, new TestKeys());
      table = TestTable.create(engine);
      for (long i = 0; i < TRANSACTIONS; i++) {
        insert(table, i, acknowledged);
        if (i % 7 == 3) {
          checkpoint(engine);
        }
      }
      assertThat(table.scan()).containsAllEntriesOf(acknowledged);
      engine.close();
    } catch (DatabaseException e) {
      assertThat(e.state().code()).startsWith("5");
    }
    return table;
  }

  private static void insert(TestTable table, long id, TreeMap<Long, String> acknowledged) {
    try {
      table.insert(id, "n" + id);
      acknowledged.put(id, "n" + id);
      assertThat(table.scan()).containsAllEntriesOf(acknowledged);
    } catch (DatabaseException e) {
      assertThat(e.state().code()).startsWith("5");
      assertThat(table.scan()).doesNotContainKey(id);
    }
  }

  private static void checkpoint(StorageEngine engine) {
    try {
      engine.checkpoint();
    } catch (DatabaseException e) {
      assertThat(e.state().code()).startsWith("5");
    }
  }
}
