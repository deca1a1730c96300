package dev.omendb.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many sessions lock few rows in random order. Nobody may see a conflicting holder, all end,
class LockStressTest {
  private static final int SESSIONS = 6;
  private static final int TRANSACTIONS = 300;
  private static final int ROWS = 12;

  private final LockTable locks = new LockTable();

  /// Holders of each row in each strength.
  private final AtomicIntegerArray holders = new AtomicIntegerArray(ROWS * 4);


  @Test
  @Timeout(60)
  void conflictingLocksNeverMeet() throws Exception {
    List<Callable<Void>> sessions = new ArrayList<>();
    for (int s = 1; s <= SESSIONS; s++) {
      int session = s;
      sessions.add(() -> run(session));
    }
    try (var pool = Executors.newFixedThreadPool(SESSIONS)) {
      for (var result : pool.invokeAll(sessions)) {
        result.get();
      }
    }
    assertThat(locks.snapshot()).isEmpty();
    LockOwner last = new LockOwner(99, 1_000_000);
    for (int row = 0; row < ROWS; row++) {
      assertThat(locks.lockRow(last, 1, row, RowLock.UPDATE, LockWait.SKIP_LOCKED, "t")).isTrue();
    }
  }

  private Void run(int session) {
    SplittableRandom random = new SplittableRandom(session);
    for (int t = 0; t < TRANSACTIONS; t++) {
      LockOwner owner = new LockOwner(session, session * 10_000L + t);
      int[] strongest = new int[ROWS];
      Arrays.fill(strongest, -1);
      try {
        for (int i = 0; i < 4; i++) {
          int row = random.nextInt(ROWS);
          RowLock mode = RowLock.values()[random.nextInt(4)];
          if (strongest[row] >= mode.ordinal()) {
            continue;
          }
          LockWait wait = random.nextInt(4) == 0 ? LockWait.SKIP_LOCKED : LockWait.WAIT;
          if (locks.lockRow(owner, 1, row, mode, wait, "t")) {
            if (strongest[row] >= 0) {
              holders.decrementAndGet(row * 4 + strongest[row]);
            }
            strongest[row] = mode.ordinal();
            holders.incrementAndGet(row * 4 + mode.ordinal());
            check(row, mode);
          }
        }
      } catch (DatabaseException e) {
        assertThat(e.state()).isEqualTo(SqlState.DEADLOCK_DETECTED);
      }
      for (int row = 0; row < ROWS; row++) {
        if (strongest[row] >= 0) {
          holders.decrementAndGet(row * 4 + strongest[row]);
        }
      }
      locks.releaseAll(owner);
    }
    return null;
  }

  private void check(int row, RowLock mode) {
    for (RowLock other : RowLock.values()) {
      if ((mode.conflicts() & 1 << other.ordinal()) != 0) {
        int allowed = other == mode ? 1 : 0;
        assertThat(holders.get(row * 4 + other.ordinal())).isLessThanOrEqualTo(allowed);
      }
    }
  }

  @Test
  void aMillionRowLocks() {
    LockOwner owner = new LockOwner(1, 5);
    for (long row = 0; row < 1_000_000; row++) {
      locks.lockRow(owner, 1, row << 3, RowLock.NO_KEY_UPDATE, LockWait.WAIT, "t");
    }
    locks.releaseAll(owner);
    assertThat(locks.snapshot()).isEmpty();
    assertThat(
            locks.lockRow(new LockOwner(2, 6), 1, 8, RowLock.UPDATE, LockWait.SKIP_LOCKED, "t"))
        .isTrue();
  }
}
