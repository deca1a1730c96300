package dev.omendb.engine.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFileSystemTest extends FileSystemContract {
  @TempDir Path folder;

  @Override
  protected FileSystem newFileSystem() {
    return new DiskFileSystem(folder.resolve("data"));
  }

  @Test
  void foldersAreTheServersAlone() throws IOException {
    newFileSystem().createFolder("segments");
    for (String name : new String[] {"data", "data/segments"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .isEqualTo("rwx------");
    }
  }
}
