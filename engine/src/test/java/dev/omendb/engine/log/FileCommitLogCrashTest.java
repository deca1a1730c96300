package dev.omendb.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.fs.simulated.CrashableFileSystem;
import dev.omendb.engine.fs.simulated.SimulatedCrash;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.openhft.chronicle.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// Pulls the plug at every sync of a random workload, twice in a row, and checks that what was
/// acknowledged is there, in order, and nothing else but what was appended.
class FileCommitLogCrashTest {
  private static final int RUNS = 60;

  @Test
  void acknowledgedRecordsSurviveACrashAtEverySyncPoint() {
    for (int run = 0; run < RUNS; run++) {
      long seed = 1000 + run;
      for (int point = 1; ; point++) {
        SplittableRandom random = new SplittableRandom(seed);
        CrashableFileSystem disk = new CrashableFileSystem();
        List<byte[]> appended = new ArrayList<>();
        disk.crashAt(point);
        int acknowledged = work(disk, random, appended, 0);
        boolean finished = disk.syncPoints() < point;
        String where = "seed %d, sync point %d".formatted(seed, point);

        CrashableFileSystem second = disk.restart(random);
        appended = check(second, appended, acknowledged, where);
        second.crashAt(second.syncPoints() + 1 + random.nextInt(8));
        acknowledged = work(second, random, appended, appended.size());
        check(second.restart(random), appended, acknowledged, where + ", second crash");
        if (finished) {
          break;
        }
      }
    }
  }

  /// Appends and syncs until done or dark; returns how many records were acknowledged.
  private static int work(
      CrashableFileSystem disk, SplittableRandom random, List<byte[]> appended, int known) {
    int acknowledged = known;
    try {
      FileCommitLog log = FileCommitLog.open(disk, "log", Runnable::run, 2048);
      for (int i = 0; i < 25; i++) {
        byte[] payload = new byte[random.nextInt(10) == 0 ? 3000 : random.nextInt(200)];
        random.nextBytes(payload);
        appended.add(payload);
        log.append(0, Bytes.wrapForRead(payload));
        if (random.nextInt(3) == 0) {
          log.sync();
          acknowledged = appended.size();
        }
      }
    } catch (SimulatedCrash e) {
      return acknowledged;
    }
    return acknowledged;
  }

  private static List<byte[]> check(
      CrashableFileSystem disk, List<byte[]> appended, int acknowledged, String where) {
    List<byte[]> found = new ArrayList<>();
    FileCommitLog.open(disk, "log", Runnable::run, 2048)
        .replay(Lsn.ZERO, (lsn, partition, payload) -> found.add(payload.toByteArray()));
    assertThat(found.size()).as(where).isBetween(acknowledged, appended.size());
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).as(where).isEqualTo(appended.get(i));
    }
    return found;
  }
}
