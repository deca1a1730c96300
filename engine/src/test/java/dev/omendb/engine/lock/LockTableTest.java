package dev.omendb.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LockTableTest {
  private final LockTable locks = new LockTable();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LockOwner one = new LockOwner(1, 101);
  private final LockOwner two = new LockOwner(2, 102);
  private final LockOwner three = new LockOwner(3, 103);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private boolean row(LockOwner owner, long rowId, RowLock mode, LockWait wait) {
    return locks.lockRow(owner, 7, rowId, mode, wait, "t");
  }

  private boolean table(LockOwner owner, TableLock mode, LockWait wait) {
    return locks.lockTable(owner, 7, mode, wait, "t");
  }

  /// Runs on another thread and returns when it waits for a lock.
  private CompletableFuture<Boolean> waiting(
      LockOwner owner, Supplier<Boolean> action) {
    CompletableFuture<Boolean> done = CompletableFuture.supplyAsync(action, threads);
    while (owner.waiting == null && !done.isDone()) {
      Thread.onSpinWait();
    }
    return done;
  }

  @Test
  void rowLocksConflictAsInPostgres() {
    // PostgreSQL documentation, table 13.3.
    String[] conflicts = {"...X", "..XX", ".XXX", "XXXX"};
    for (RowLock held : RowLock.values()) {
      for (RowLock wanted : RowLock.values()) {
        row(one, 5, held, LockWait.WAIT);
        assertThat(row(two, 5, wanted, LockWait.SKIP_LOCKED))
            .as("%s after %s", wanted, held)
            .isEqualTo(conflicts[held.ordinal()].charAt(wanted.ordinal()) == '.');
        locks.releaseAll(two);
        locks.releaseAll(one);
      }
    }
    assertThat(locks.snapshot()).isEmpty();
  }

  @Test
  void tableLocksConflictAsInPostgres() {
    // PostgreSQL documentation, table 13.2.
    String[] conflicts = {
      ".......X", "......XX", "....XXXX", "...XXXXX", "..XX.XXX", "..XXXXXX", ".XXXXXXX", "XXXXXXXX"
    };
    for (TableLock held : TableLock.values()) {
      for (TableLock wanted : TableLock.values()) {
        table(one, held, LockWait.WAIT);
        assertThat(table(two, wanted, LockWait.SKIP_LOCKED))
            .as("%s after %s", wanted, held)
            .isEqualTo(conflicts[held.ordinal()].charAt(wanted.ordinal()) == '.');
        locks.releaseAll(two);
        locks.releaseAll(one);
      }
    }
  }

  @Test
  void nowaitFailsInPostgresWords() {
    row(one, 5, RowLock.UPDATE, LockWait.WAIT);
    assertThatThrownBy(() -> row(two, 5, RowLock.KEY_SHARE, LockWait.NOWAIT))
        .hasMessage("could not obtain lock on row in relation \"t\"")
        .extracting(e -> ((DatabaseException) e).state())
        .isEqualTo(SqlState.LOCK_NOT_AVAILABLE);
    table(one, TableLock.ACCESS_EXCLUSIVE, LockWait.WAIT);
    assertThatThrownBy(() -> table(two, TableLock.ACCESS_SHARE, LockWait.NOWAIT))
        .hasMessage("could not obtain lock on relation \"t\"");
  }

  @Test
  void takingALockAgainIsFreeAndUpgradesWork() {
    row(one, 5, RowLock.SHARE, LockWait.WAIT);
    row(one, 5, RowLock.KEY_SHARE, LockWait.WAIT);
    row(two, 5, RowLock.KEY_SHARE, LockWait.WAIT);
    assertThat(row(one, 5, RowLock.NO_KEY_UPDATE, LockWait.NOWAIT)).isTrue();
    assertThat(row(one, 5, RowLock.UPDATE, LockWait.SKIP_LOCKED)).isFalse();
    locks.releaseAll(two);
    assertThat(row(one, 5, RowLock.UPDATE, LockWait.SKIP_LOCKED)).isTrue();
    locks.releaseAll(one);
    assertThat(row(two, 5, RowLock.UPDATE, LockWait.NOWAIT)).isTrue();
  }

  @Test
  void waitersGoInTheOrderTheyCame() throws Exception {
    row(one, 5, RowLock.SHARE, LockWait.WAIT);
    List<Integer> order = new ArrayList<>();
    var second =
        waiting(
            two,
            () -> {
              row(two, 5, RowLock.UPDATE, LockWait.WAIT);
              return order.add(2);
            });
    var third =
        waiting(
            three,
            () -> {
              row(three, 5, RowLock.SHARE, LockWait.WAIT); // could join the first, must not
              return order.add(3);
            });
    locks.releaseAll(one);
    second.get();
    assertThat(third).isNotDone();
    locks.releaseAll(two);
    third.get();
    assertThat(order).containsExactly(2, 3);
  }

  @Test
  void aDeadlockIsReportedToOneOfThem() throws Exception {
    one.setDeadlockDelayMillis(60_000);
    two.setDeadlockDelayMillis(60_000);
    row(one, 1, RowLock.UPDATE, LockWait.WAIT);
    row(two, 2, RowLock.UPDATE, LockWait.WAIT);
    table(three, TableLock.EXCLUSIVE, LockWait.WAIT);
    var first = waiting(one, () -> row(one, 2, RowLock.UPDATE, LockWait.WAIT));
    var second = waiting(two, () -> table(two, TableLock.ACCESS_EXCLUSIVE, LockWait.WAIT));
    DatabaseException error = null;
    try {
      row(three, 1, RowLock.SHARE, LockWait.WAIT);
    } catch (DatabaseException e) {
      error = e;
    }
    assertThat(error).isNotNull();
    assertThat(error.state()).isEqualTo(SqlState.DEADLOCK_DETECTED);
    assertThat(error).hasMessage("deadlock detected");
    assertThat(error.detail())
        .isEqualTo(
            """
            Process 3 waits for ShareLock on transaction 101; blocked by process 1.
            Process 1 waits for ShareLock on transaction 102; blocked by process 2.
            Process 2 waits for AccessExclusiveLock on relation 7; blocked by process 3.""");
    assertThat(error.hint()).isEqualTo("See server log for query details.");
    locks.releaseAll(three);
    second.get();
    locks.releaseAll(two);
    first.get();
    locks.releaseAll(one);
    assertThat(locks.snapshot()).isEmpty();
  }

  @Test
  void twoUpgradesOfAShareLockAreADeadlock() throws Exception {
    one.setDeadlockDelayMillis(60_000);
    row(one, 1, RowLock.SHARE, LockWait.WAIT);
    row(two, 1, RowLock.SHARE, LockWait.WAIT);
    var first = waiting(one, () -> row(one, 1, RowLock.UPDATE, LockWait.WAIT));
    assertThatThrownBy(() -> row(two, 1, RowLock.UPDATE, LockWait.WAIT))
        .hasMessage("deadlock detected");
    locks.releaseAll(two);
    assertThat(first.get()).isTrue();
  }

  @Test
  void cancelAndTimeoutEndTheWait() {
    table(one, TableLock.EXCLUSIVE, LockWait.WAIT);
    var waits = waiting(two, () -> table(two, TableLock.ROW_EXCLUSIVE, LockWait.WAIT));
    two.cancel("canceling statement due to user request");
    assertThatThrownBy(waits::get)
        .cause()
        .hasMessage("canceling statement due to user request")
        .extracting(e -> ((DatabaseException) e).state())
        .isEqualTo(SqlState.QUERY_CANCELED);
    two.resetCancel();
    two.setTimeoutMillis(3);
    assertThatThrownBy(() -> table(two, TableLock.ROW_EXCLUSIVE, LockWait.WAIT))
        .hasMessage("canceling statement due to lock timeout")
        .extracting(e -> ((DatabaseException) e).state())
        .isEqualTo(SqlState.LOCK_NOT_AVAILABLE);
    two.setTimeoutMillis(0);
    two.setDeadlineNanos(System.nanoTime() + 3_000_000);
    assertThatThrownBy(() -> table(two, TableLock.ROW_EXCLUSIVE, LockWait.WAIT))
        .hasMessage("canceling statement due to statement timeout")
        .extracting(e -> ((DatabaseException) e).state())
        .isEqualTo(SqlState.QUERY_CANCELED);
  }

  @Test
  void rollingBackToASavepointReleasesWhatCameAfter() {
    row(one, 1, RowLock.SHARE, LockWait.WAIT);
    table(one, TableLock.ROW_SHARE, LockWait.WAIT);
    long mark = locks.mark(one);
    row(one, 1, RowLock.UPDATE, LockWait.WAIT);
    row(one, 2, RowLock.UPDATE, LockWait.WAIT);
    table(one, TableLock.EXCLUSIVE, LockWait.WAIT);
    locks.releaseTo(one, mark);
    assertThat(row(two, 1, RowLock.SHARE, LockWait.SKIP_LOCKED)).isTrue();
    assertThat(row(two, 1, RowLock.UPDATE, LockWait.SKIP_LOCKED)).isFalse();
    assertThat(row(two, 2, RowLock.UPDATE, LockWait.SKIP_LOCKED)).isTrue();
    assertThat(table(two, TableLock.ROW_EXCLUSIVE, LockWait.SKIP_LOCKED)).isTrue();
    assertThat(table(two, TableLock.EXCLUSIVE, LockWait.SKIP_LOCKED)).isFalse();
  }

  @Test
  void advisoryLocksCountAndBelongToTheSession() {
    LockOwner session = new LockOwner(1, 0);
    LockTarget key = new LockTarget.Advisory(5, 0, 42, 1);
    locks.lock(session, key, TableLock.EXCLUSIVE, LockWait.WAIT);
    locks.lock(session, key, TableLock.EXCLUSIVE, LockWait.WAIT);
    assertThat(locks.lock(one, key, TableLock.EXCLUSIVE, LockWait.SKIP_LOCKED)).isTrue();
    locks.releaseAll(one);
    assertThat(locks.unlock(session, key, TableLock.SHARE)).isFalse();
    assertThat(locks.unlock(session, key, TableLock.EXCLUSIVE)).isTrue();
    assertThat(locks.lock(two, key, TableLock.SHARE, LockWait.SKIP_LOCKED)).isFalse();
    assertThat(locks.unlock(session, key, TableLock.EXCLUSIVE)).isTrue();
    assertThat(locks.unlock(session, key, TableLock.EXCLUSIVE)).isFalse();
    assertThat(locks.lock(two, key, TableLock.SHARE, LockWait.SKIP_LOCKED)).isTrue();
  }

  @Test
  void waitingForATransactionToEnd() throws Exception {
    LockTarget end = new LockTarget.TransactionEnd(101);
    locks.lock(one, end, TableLock.EXCLUSIVE, LockWait.WAIT);
    var waits =
        waiting(
            two,
            () -> {
              locks.awaitEnd(two, 101);
              return true;
            });
    assertThat(locks.snapshot())
        .extracting(LockSnapshot::processId, LockSnapshot::mode, LockSnapshot::granted)
        .containsExactly(
            tuple(1, "ExclusiveLock", true),
            tuple(2, "ShareLock", false));
    locks.releaseAll(one);
    assertThat(waits.get()).isTrue();
    assertThat(locks.snapshot()).isEmpty();
  }
}
