package dev.omendb.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.fs.simulated.CrashableFileSystem;
import dev.omendb.engine.fs.simulated.SimulatedCrash;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import net.openhft.chronicle.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// Pulls the plug at every sync of a random workload, twice in a row, and checks that what was
/// acknowledged and is still needed is there, in order, and nothing else but what was appended.
class FileCommitLogCrashTest {
  private static final int RUNS = 60;
  private static final int SEGMENT_BYTES = 2048;

  /// What was done before the crash: entry n of the log is `appended.get(n - 1)`.
  private static final class Done {
    final List<byte[]> appended = new ArrayList<>();
    long acknowledged;

    /// Entries before this one are no longer needed.
    long neededFrom = 1;
  }

  @Test
  void acknowledgedRecordsSurviveACrashAtEverySyncPoint() {
    for (int run = 0; run < RUNS; run++) {
      long seed = 1000 + run;
      for (int point = 1; ; point++) {
        SplittableRandom random = new SplittableRandom(seed);
        CrashableFileSystem disk = new CrashableFileSystem();
        Done done = new Done();
        disk.crashAt(point);
        work(disk, random, done);
        boolean finished = disk.syncPoints() < point;
        String where = "seed %d, sync point %d".formatted(seed, point);

        CrashableFileSystem second = disk.restart(random);
        check(second, done, where);
        second.crashAt(second.syncPoints() + 1 + random.nextInt(12));
        work(second, random, done);
        check(second.restart(random), done, where + ", second crash");
        if (finished) {
          break;
        }
      }
    }
  }

  /// Appends, syncs and truncates until done or dark.
  private static void work(CrashableFileSystem disk, SplittableRandom random, Done done) {
    try {
      FileCommitLog log = FileCommitLog.open(disk, "log", Runnable::run, SEGMENT_BYTES);
      for (int i = 0; i < 40; i++) {
        byte[] payload = new byte[random.nextInt(10) == 0 ? 3000 : random.nextInt(200)];
        random.nextBytes(payload);
        done.appended.add(payload);
        log.append(0, Bytes.wrapForRead(payload));
        if (random.nextInt(3) == 0) {
          log.sync();
          done.acknowledged = done.appended.size();
        }
        if (random.nextInt(8) == 0) {
          done.neededFrom = Math.max(1, done.acknowledged);
          log.truncate(new Lsn(log.lastLsn().epoch(), done.neededFrom));
        }
      }
    } catch (SimulatedCrash e) {
      assertThat(done.acknowledged).isLessThanOrEqualTo(done.appended.size());
    }
  }

  /// Afterwards `done` holds what the log does.
  private static void check(CrashableFileSystem disk, Done done, String where) {
    FileCommitLog log = FileCommitLog.open(disk, "log", Runnable::run, SEGMENT_BYTES);
    long last = log.lastLsn().entry();
    assertThat(last).as(where).isBetween(done.acknowledged, (long) done.appended.size());
    List<Long> entries = new ArrayList<>();
    log.replay(
        Lsn.ZERO,
        (lsn, partition, payload) -> {
          entries.add(lsn.entry());
          assertThat(payload.toByteArray())
              .as(where)
              .isEqualTo(done.appended.get((int) lsn.entry() - 1));
        });
    long first = entries.isEmpty() ? last + 1 : entries.getFirst();
    assertThat(first).as(where).isLessThanOrEqualTo(Math.max(1, done.neededFrom));
    assertThat(entries)
        .as(where)
        .isEqualTo(LongStream.rangeClosed(first, last).boxed().toList());
    done.appended.subList((int) last, done.appended.size()).clear();
  }
}
