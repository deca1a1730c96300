package dev.omendb.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.openhft.chronicle.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [CommitLog] does.
abstract class CommitLogContract {
  protected CommitLog log;

  protected abstract CommitLog newLog();

  @BeforeEach
  void openLog() {
    log = newLog();
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  static Bytes<?> text(String value) {
    return Bytes.wrapForRead(value.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> replay(CommitLog log, Lsn from) {
    List<String> found = new ArrayList<>();
    log.replay(
        from,
        (lsn, partition, payload) ->
            found.add(
                lsn.entry()
                    + ":"
                    + partition
                    + ":"
                    + new String(payload.toByteArray(), StandardCharsets.UTF_8)));
    return found;
  }

  @Test
  void replaysWhatWasAppendedInOrder() {
    assertThat(log.lastLsn().entry()).isZero();
    Bytes<?> first = text("xone").readPosition(1);
    Lsn one = log.append(0, first);
    assertThat(first.readRemaining()).isEqualTo(3);
    Lsn two = log.append(7, text(""));
    Lsn three = log.append(0, text("three"));
    log.sync();
    assertThat(log.durableLsn()).isEqualTo(three).isEqualTo(log.lastLsn());
    assertThat(replay(log, Lsn.ZERO)).containsExactly("1:0:one", "2:7:", "3:0:three");
    assertThat(replay(log, two)).containsExactly("2:7:", "3:0:three");
    assertThat(replay(log, three.next())).isEmpty();
    assertThat(one.compareTo(two)).isNegative();
    assertThat(log.retainedBytes()).isPositive();
  }

  @Test
  void fencingBeginsANewEpoch() {
    Lsn before = log.append(0, text("a"));
    log.fence(before.epoch() + 5);
    Lsn after = log.append(0, text("b"));
    log.sync();
    assertThat(after).isEqualTo(new Lsn(before.epoch() + 5, 2));
    assertThat(replay(log, Lsn.ZERO)).containsExactly("1:0:a", "2:0:b");
    assertThatThrownBy(() -> log.fence(after.epoch()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void truncationKeepsWhatIsNeeded() {
    List<String> all = new ArrayList<>();
    for (int i = 1; i <= 300; i++) {
      log.append(0, text("record " + i));
      all.add(i + ":0:record " + i);
    }
    log.sync();
    long bytes = log.retainedBytes();
    log.truncate(new Lsn(1, 200));
    assertThat(log.retainedBytes()).isLessThan(bytes);
    assertThat(replay(log, new Lsn(1, 200))).isEqualTo(all.subList(199, 300));
    assertThat(replay(log, Lsn.ZERO)).endsWith("300:0:record 300").hasSizeLessThan(300);
    assertThat(log.append(0, text("next")).entry()).isEqualTo(301);
  }

  @Test
  void manyCommittersAtOnce() throws Exception {
    int threads = 8;
    int commits = 200;
    try (var pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        tasks.add(
            () -> {
              for (int i = 0; i < commits; i++) {
                Lsn lsn = log.append(thread, text("%d".formatted(i)));
                if (i % 3 != 0) {
                  log.awaitDurable(lsn);
                  assertThat(log.durableLsn()).isGreaterThanOrEqualTo(lsn);
                }
              }
              return null;
            });
      }
      for (Future<Void> task : pool.invokeAll(tasks)) {
        task.get();
      }
    }
    log.sync();
    int[] next = new int[threads];
    long[] entry = {0};
    log.replay(
        Lsn.ZERO,
        (lsn, partition, payload) -> {
          assertThat(lsn.entry()).isEqualTo(++entry[0]);
          assertThat(new String(payload.toByteArray(), StandardCharsets.UTF_8))
              .isEqualTo("" + next[partition]++);
        });
    assertThat(next).containsOnly(commits);
  }
}
