package dev.omendb.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.fs.simulated.CrashableFileSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Several transactions take turns at random, each on keys of its own so that none waits, while
/// checkpoints and vacuums run. Each must see, after every step, exactly what maps say.
class SnapshotIsolationTest {
  private static final int SESSIONS = 4;
  private static final int STEPS = 1500;

  private final TreeMap<Long, String> committed = new TreeMap<>();

  /// One session and what it must see.
  private final class Session {
    final int number;
    final Transaction transaction;
    final boolean fixed;
    TreeMap<Long, String> seen;
    final TreeMap<Long, String> own = new TreeMap<>();

    Session(StorageEngine engine, int number, boolean fixed) {
      this.number = number;
      this.fixed = fixed;
      this.transaction = engine.begin();
      this.seen = new TreeMap<>(committed);
      transaction.setFixedSnapshot(fixed);
    }

    /// The snapshot with this session's changes; an empty name is a deletion.
    TreeMap<Long, String> expected() {
      TreeMap<Long, String> all = new TreeMap<>(seen);
      own.forEach(
          (key, name) -> {
            if (name.isEmpty()) {
              all.remove(key);
            } else {
              all.put(key, name);
            }
          });
      return all;
    }
  }

  @Test
  void everySessionSeesItsSnapshotAndItsOwnChanges() {
    for (long seed = 1; seed <= 4; seed++) {
      committed.clear();
      try (StorageEngine engine =
          SegmentStorage.open(
              new CrashableFileSystem(), StorageOptions.DEFAULT, new TestKeys())) {
        run(engine, TestTable.create(engine), new Random(seed), "seed " + seed);
      }
    }
  }

  private void run(StorageEngine engine, TestTable table, Random random, String where) {
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(new Session(engine, i, random.nextBoolean()));
      table.scan(sessions.get(i).transaction);
    }
    for (int step = 0; step < STEPS; step++) {
      int index = random.nextInt(SESSIONS);
      Session session = sessions.get(index);
      if (!session.fixed) {
        session.transaction.refreshSnapshot();
        session.seen = new TreeMap<>(committed);
      }
      switch (random.nextInt(12)) {
        case 0 -> {
          boolean commits = random.nextInt(4) > 0;
          if (commits) {
            session.transaction.commit();
            for (var change : session.own.entrySet()) {
              if (change.getValue().isEmpty()) {
                committed.remove(change.getKey());
              } else {
                committed.put(change.getKey(), change.getValue());
              }
            }
          }
          session.transaction.close();
          sessions.set(index, new Session(engine, index, random.nextBoolean()));
          table.scan(sessions.get(index).transaction);
        }
        case 1 -> {
          if (random.nextInt(8) == 0) {
            engine.checkpoint();
          } else if (random.nextInt(8) == 0) {
            engine.vacuum();
          }
        }
        default -> change(table, session, random);
      }
      Session other = sessions.get(random.nextInt(SESSIONS));
      check(table, other, where + ", step " + step);
    }
    sessions.forEach(session -> session.transaction.close());
  }

  private static void change(TestTable table, Session session, Random random) {
    long key = random.nextInt(12) * SESSIONS + session.number;
    boolean there = session.expected().containsKey(key);
    String name = "n" + random.nextInt(1000);
    if (!there) {
      table.insert(session.transaction, key, name);
      session.own.put(key, name);
    } else if (random.nextInt(3) == 0) {
      assertThat(table.delete(session.transaction, key)).isTrue();
      session.own.put(key, "");
    } else {
      assertThat(table.update(session.transaction, key, name)).isTrue();
      session.own.put(key, name);
    }
  }

  private static void check(TestTable table, Session session, String where) {
    TreeMap<Long, String> expected = session.expected();
    assertThat(table.scan(session.transaction)).as(where).isEqualTo(expected);
    assertThat(table.keysByIndex(session.transaction, false))
        .as(where)
        .containsExactlyElementsOf(expected.keySet());
    for (long key = 0; key < 12; key++) {
      assertThat(table.find(session.transaction, key) >= 0)
          .as(where + ", key " + key)
          .isEqualTo(expected.containsKey(key));
    }
  }
}
