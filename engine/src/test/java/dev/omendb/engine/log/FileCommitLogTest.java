package dev.omendb.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.DiskFileSystem;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.fs.simulated.CrashableFileSystem;
import dev.omendb.engine.fs.simulated.FaultyFileSystem;
import dev.omendb.engine.fs.simulated.FaultyFileSystem.Fault;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import net.openhft.chronicle.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCommitLogTest extends CommitLogContract {
  private static final long SEGMENT_BYTES = 4096;

  @TempDir Path folder;

  @Override
  protected CommitLog newLog() {
    return open(new DiskFileSystem(folder));
  }

  private static FileCommitLog open(FileSystem files) {
    return FileCommitLog.open(files, "log", Runnable::run, SEGMENT_BYTES);
  }

  @Test
  void reopeningGoesOnInANewEpoch() {
    log.append(0, text("a"));
    log.close();
    log = newLog();
    assertThat(log.lastLsn()).isEqualTo(new Lsn(1, 1));
    assertThat(replay(log, Lsn.ZERO)).containsExactly("1:0:a");
    assertThat(log.append(0, text("b"))).isEqualTo(new Lsn(2, 2));
    log.close();
    log = newLog();
    assertThat(replay(log, Lsn.ZERO)).containsExactly("1:0:a", "2:0:b");
  }

  @Test
  void recordsLargerThanASegment() {
    String large = "x".repeat(3 * (int) SEGMENT_BYTES);
    log.append(0, text("a"));
    log.append(0, text(large));
    log.append(0, text("b"));
    log.close();
    log = newLog();
    assertThat(replay(log, Lsn.ZERO)).containsExactly("1:0:a", "2:0:" + large, "3:0:b");
  }

  @Test
  void muchAtOnceIsWrittenBeforeAnybodyWaits() {
    Bytes<?> large = Bytes.wrapForRead(new byte[300 << 10]);
    for (int i = 0; i < 300; i++) {
      log.append(0, large);
    }
    assertThat(log.durableLsn().entry()).isBetween(290L, 300L);
    assertThat(new DiskFileSystem(folder).list("log")).hasSizeLessThan(5);
    log.close();
    log = newLog();
    assertThat(replay(log, Lsn.ZERO)).hasSize(300);
  }

  @Test
  void cutsATailTornAnywhere() {
    for (long cut = 0; cut <= 150; cut++) {
      CrashableFileSystem disk = new CrashableFileSystem();
      FileCommitLog first = open(disk);
      first.append(0, text("committed"));
      first.sync();
      first.append(0, text("torn 1"));
      first.append(0, text("torn 2"));
      first.sync();
      // As if the second and third record had been written together and partly lost.
      try (DataFile file = disk.open("log/0000000000000001.log")) {
        file.truncate(LogSegment.HEADER_BYTES + LogRecord.sizeBytes(9) + cut);
      }
      CommitLog second = open(disk);
      List<String> found = replay(second, Lsn.ZERO);
      assertThat(found).startsWith("1:0:committed").hasSizeLessThanOrEqualTo(3);
      second.append(0, text("later"));
      second.close();
      assertThat(replay(open(disk), Lsn.ZERO)).endsWith((found.size() + 1) + ":0:later");
    }
  }

  @Test
  void segmentsNoLongerNeededAreUsedAgain() {
    CrashableFileSystem disk = new CrashableFileSystem();
    FileCommitLog first = open(disk);
    for (int i = 1; i <= 400; i++) {
      first.append(0, text("record " + i));
      first.sync();
      if (i % 100 == 0) {
        first.truncate(new Lsn(1, i));
      }
    }
    int files = disk.list("log").size();
    List<String> found = replay(first, Lsn.ZERO);
    disk.crash();
    FileCommitLog second = open(disk.restart(new SplittableRandom(1)));
    assertThat(replay(second, Lsn.ZERO)).isEqualTo(found).endsWith("400:0:record 400");
    for (int i = 401; i <= 500; i++) {
      second.append(0, text("record " + i));
    }
    second.sync();
    assertThat(replay(second, Lsn.ZERO)).endsWith("500:0:record 500");
    assertThat(files).isBetween(2, 8);
  }

  @Test
  void aRecordLostFromABatchIsATornTail() {
    CrashableFileSystem disk = new CrashableFileSystem();
    FileCommitLog first = open(disk);
    first.append(0, text("lost"));
    first.append(0, text("later in the same batch"));
    first.sync();
    flipByte(disk, LogSegment.HEADER_BYTES + 41);
    assertThat(replay(open(disk), Lsn.ZERO)).isEmpty();
  }

  @Test
  void damageBeforeDurableRecordsIsAnError() {
    CrashableFileSystem disk = new CrashableFileSystem();
    FileCommitLog first = open(disk);
    first.append(0, text("damaged"));
    first.sync();
    first.append(0, text("good"));
    first.sync();
    flipByte(disk, LogSegment.HEADER_BYTES + 41);
    assertThatThrownBy(() -> open(disk))
        .hasMessage(
            "commit log file \"log/0000000000000001.log\" is damaged at byte 64: entry 1 is missing"
                + " but entry 2 is there")
        .extracting(e -> ((DatabaseException) e).state())
        .isEqualTo(SqlState.DATA_CORRUPTED);
  }

  @Test
  void damageInAnOlderSegmentIsAnError() {
    CrashableFileSystem disk = new CrashableFileSystem();
    FileCommitLog first = open(disk);
    for (int i = 0; i < 200; i++) {
      first.append(0, text("record " + i));
    }
    first.close();
    flipByte(disk, 1000);
    FileCommitLog second = open(disk);
    assertThatThrownBy(() -> second.replay(Lsn.ZERO, (lsn, partition, payload) -> {}))
        .hasMessageContaining("is damaged at byte");
  }

  @Test
  void refusesAnUnknownVersion() {
    CrashableFileSystem disk = new CrashableFileSystem();
    FileCommitLog first = open(disk);
    first.append(0, text("a"));
    first.close();
    flipByte(disk, 8);
    assertThatThrownBy(() -> open(disk))
        .hasMessageEndingWith("has format version 254; this server reads version 1");
  }

  @Test
  void aFullDiskHarmsNothing() {
    FaultyFileSystem disk = new FaultyFileSystem(new CrashableFileSystem());
    FileCommitLog full = open(disk);
    full.append(0, text("a"));
    full.sync();
    disk.fail(disk.operations() + 1, 1000, Fault.DISK_FULL);
    byte[] large = new byte[2 * (int) SEGMENT_BYTES];
    assertThatThrownBy(
            () -> full.append(0, Bytes.wrapForRead(large)))
        .extracting(e -> ((DatabaseException) e).state())
        .isEqualTo(SqlState.DISK_FULL);
    disk.heal();
    full.append(0, text("b"));
    full.sync();
    assertThat(replay(full, Lsn.ZERO)).containsExactly("1:0:a", "2:0:b");
  }

  @Test
  void aFailedSyncStopsTheLog() {
    FaultyFileSystem disk = new FaultyFileSystem(new CrashableFileSystem());
    FileCommitLog failing = open(disk);
    failing.append(0, text("a"));
    failing.sync();
    failing.append(0, text("b"));
    disk.fail(disk.operations() + 2, 1, Fault.IO_ERROR);
    assertThatThrownBy(failing::sync).hasMessageContaining("could not fsync file");
    assertThatThrownBy(() -> failing.append(0, text("c")))
        .hasMessageContaining("takes no more records until a restart");
    assertThatThrownBy(failing::sync).hasMessageContaining("Input/output error");
  }

  private static void flipByte(FileSystem disk, long position) {
    try (DataFile file = disk.open("log/0000000000000001.log")) {
      ByteBuffer one = ByteBuffer.allocate(1);
      file.readFully(position, one);
      one.put(0, (byte) ~one.get(0));
      file.write(position, one.flip());
    }
  }
}
