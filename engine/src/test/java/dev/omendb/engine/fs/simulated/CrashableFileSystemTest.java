package dev.omendb.engine.fs.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.fs.FileSystemContract;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CrashableFileSystemTest extends FileSystemContract {
  @Override
  protected FileSystem newFileSystem() {
    return new CrashableFileSystem();
  }

  @Test
  void keepsWhatWasSyncedAndOnlyPerhapsTheRest() {
    Set<Integer> sectorsKept = new HashSet<>();
    boolean newNameSeen = false;
    boolean oldNameSeen = false;
    Random random = new Random(42);
    for (int run = 0; run < 500; run++) {
      CrashableFileSystem disk = new CrashableFileSystem();
      DataFile file = disk.create("f");
      file.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3}));
      file.force();
      disk.syncFolder("");
      byte[] ones = new byte[2048];
      Arrays.fill(ones, (byte) 1);
      file.write(512, ByteBuffer.wrap(ones));
      disk.rename("f", "g");
      disk.crashAt(3);
      assertThatThrownBy(file::force).isInstanceOf(SimulatedCrash.class);
      assertThatThrownBy(() -> disk.open("g")).isInstanceOf(SimulatedCrash.class);

      CrashableFileSystem after = disk.restart(random);
      newNameSeen |= after.exists("g");
      oldNameSeen |= after.exists("f");
      assertThat(after.exists("f")).isNotEqualTo(after.exists("g"));
      byte[] content = after.readAll(after.exists("f") ? "f" : "g");
      assertThat(content).startsWith(1, 2, 3);
      int kept = 0;
      for (int at = 512; at < content.length; at += 512) {
        kept |= content[at] << (at / 512 - 1);
      }
      sectorsKept.add(kept);
    }
    assertThat(newNameSeen && oldNameSeen).isTrue();
    assertThat(sectorsKept).hasSize(16);
  }

  @Test
  void faultsComeAtTheOperationAskedFor() {
    CrashableFileSystem disk = new CrashableFileSystem();
    FaultyFileSystem faulty = new FaultyFileSystem(disk);
    faulty.fail(2, 2, FaultyFileSystem.Fault.SHORT_WRITE);
    DataFile file = faulty.create("f");
    assertThatThrownBy(() -> file.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3, 4})))
        .hasMessage("could not write to file \"f\": No space left on device");
    assertThat(disk.readAll("f")).containsExactly(1, 2);
    assertThatThrownBy(file::force)
        .hasMessage("could not fsync file \"f\": No space left on device");
    file.force();
  }
}
