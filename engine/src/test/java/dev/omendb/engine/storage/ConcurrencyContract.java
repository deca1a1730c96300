package dev.omendb.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.RowLock;
import dev.omendb.engine.lock.LockSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every storage engine does when transactions meet.
abstract class ConcurrencyContract {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private StorageEngine engine;
  private TestTable table;

  abstract StorageEngine open();

  @BeforeEach
  void start() {
    engine = open();
    table = TestTable.create(engine);
  }

  @AfterEach
  void stop() {
    threads.close();
    engine.close();
  }

  /// Starts work that is expected to wait for a lock, and returns when it does.
  private <T> Future<T> waiting(Callable<T> work) {
    Future<T> future = threads.submit(work);
    while (engine.locks().snapshot().stream().allMatch(LockSnapshot::granted)) {
      assertThat(future.isDone()).as("did not wait").isFalse();
      Thread.onSpinWait();
    }
    return future;
  }

  @Test
  void aKeyInDoubtIsWaitedFor() throws Exception {
    for (boolean commits : new boolean[] {true, false}) {
      long key = commits ? 1 : 2;
      try (Transaction first = engine.begin()) {
        table.insert(first, key, "first");
        Future<SqlState> second =
            waiting(
                () -> {
                  try {
                    table.insert(key, "second");
                    return SqlState.SUCCESSFUL_COMPLETION;
                  } catch (DatabaseException e) {
                    return e.state();
                  }
                });
        if (commits) {
          first.commit();
          assertThat(second.get()).isEqualTo(SqlState.UNIQUE_VIOLATION);
        } else {
          first.rollback();
          assertThat(second.get()).isEqualTo(SqlState.SUCCESSFUL_COMPLETION);
        }
      }
    }
    assertThat(table.scan()).containsEntry(1L, "first").containsEntry(2L, "second");
  }

  @Test
  void aKeyBeingDeletedIsWaitedFor() throws Exception {
    table.insert(1, "old");
    try (Transaction first = engine.begin()) {
      table.delete(first, 1);
      Future<Boolean> second =
          waiting(
              () -> {
                table.insert(1, "new");
                return true;
              });
      first.commit();
      assertThat(second.get()).isTrue();
    }
    assertThat(table.scan()).containsEntry(1L, "new");
  }

  @Test
  void aWriterWaitsAndContinuesOnTheNewestVersion() throws Exception {
    table.insert(1, "0");
    try (Transaction first = engine.begin()) {
      table.update(first, 1, "1");
      Future<Boolean> second =
          waiting(
              () -> {
                try (Transaction writer = engine.begin()) {
                  boolean updated = increment(writer, 1);
                  writer.commit();
                  return updated;
                }
              });
      first.commit();
      assertThat(second.get()).isTrue();
    }
    assertThat(table.scan()).containsEntry(1L, "2");
  }

  @Test
  void aFixedSnapshotDoesNotOverwriteWhatItCannotSee() {
    table.insert(1, "0");
    try (Transaction fixed = engine.begin()) {
      fixed.setFixedSnapshot(true);
      long[] row = {table.find(fixed, 1)};
      try (Transaction other = engine.begin()) {
        table.update(other, 1, "1");
        other.commit();
      }
      DatabaseException error =
          catchThrowableOfType(
              DatabaseException.class,
              () -> fixed.lockRows(table.oid, row, 1, RowLock.UPDATE, LockWait.WAIT));
      assertThat(error.state()).isEqualTo(SqlState.SERIALIZATION_FAILURE);
      assertThat(error).hasMessage("could not serialize access due to concurrent update");
    }
  }

  @Test
  void aDeletedRowIsReportedToWhoWaitedForIt() throws Exception {
    table.insert(1, "0");
    try (Transaction first = engine.begin()) {
      table.delete(first, 1);
      Future<Boolean> second =
          waiting(
              () -> {
                try (Transaction writer = engine.begin()) {
                  return table.update(writer, 1, "x");
                }
              });
      first.commit();
      assertThat(second.get()).isFalse();
    }
  }

  @Test
  void oneOfTwoWhoWaitForEachOtherGivesUp() throws Exception {
    table.insert(1, "a");
    table.insert(2, "b");
    try (Transaction first = engine.begin()) {
      table.update(first, 1, "first");
      Future<SqlState> second =
          waiting(
              () -> {
                try (Transaction writer = engine.begin()) {
                  table.update(writer, 2, "second");
                  table.update(writer, 1, "second");
                  writer.commit();
                  return SqlState.SUCCESSFUL_COMPLETION;
                } catch (DatabaseException e) {
                  return e.state();
                }
              });
      SqlState mine = SqlState.SUCCESSFUL_COMPLETION;
      try {
        table.update(first, 2, "first");
        first.commit();
      } catch (DatabaseException e) {
        mine = e.state();
        first.rollback();
      }
      assertThat(List.of(mine, second.get()))
          .containsExactlyInAnyOrder(
              SqlState.DEADLOCK_DETECTED, SqlState.SUCCESSFUL_COMPLETION);
    }
  }

  @Test
  void aWaitEndsWithACancel() throws Exception {
    table.insert(1, "a");
    try (Transaction first = engine.begin();
        Transaction second = engine.begin()) {
      table.update(first, 1, "first");
      Future<SqlState> waits =
          waiting(
              () -> {
                try {
                  table.update(second, 1, "second");
                  return SqlState.SUCCESSFUL_COMPLETION;
                } catch (DatabaseException e) {
                  return e.state();
                }
              });
      second.cancel();
      assertThat(waits.get()).isEqualTo(SqlState.QUERY_CANCELED);
    }
  }

  @Test
  void noIncrementIsLost() throws Exception {
    long seed = Long.getLong("omendb.seed", 7);
    int writers = 4;
    int rounds = 150;
    int keys = 3;
    for (long key = 0; key < keys; key++) {
      table.insert(key, "0");
    }
    List<Future<?>> futures = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      Random random = new Random(seed + w);
      futures.add(threads.submit(() -> increments(rounds, keys, random)));
    }
    futures.add(
        threads.submit(
            () -> {
              for (int i = 0; i < 20; i++) {
                engine.checkpoint();
                assertThat(table.scan()).hasSize(keys);
              }
            }));
    for (Future<?> future : futures) {
      future.get();
    }
    long sum = table.scan().values().stream().mapToLong(Long::parseLong).sum();
    assertThat(sum).as("seed %d", seed).isEqualTo((long) writers * rounds);
  }

  private void increments(int rounds, int keys, Random random) {
    for (int i = 0; i < rounds; i++) {
      try (Transaction writer = engine.begin()) {
        assertThat(increment(writer, random.nextInt(keys))).isTrue();
        writer.commit();
      }
    }
  }

  /// UPDATE t SET name = name + 1 WHERE id = key, as the executor does it.
  private boolean increment(Transaction writer, long key) {
    long[] row = {table.find(writer, key)};
    if (writer.lockRows(table.oid, row, 1, RowLock.NO_KEY_UPDATE, LockWait.WAIT)) {
      if (row[0] == Long.MIN_VALUE) {
        return false;
      }
      row[0] = -row[0] - 1;
    }
    Batch old = new Batch(new BytesColumn());
    try (TableReader reader = writer.read(table.oid)) {
      reader.fetch(row, 1, TestTable.NAME, old);
    }
    String value = new String(((BytesColumn) old.column(0)).copy(0), StandardCharsets.UTF_8);
    String next = Long.toString(Long.parseLong(value) + 1);
    writer.update(table.oid, row, 1, table.rows(key, next), TestTable.NAME);
    return true;
  }
}
