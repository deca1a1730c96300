package dev.omendb.engine.fs;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DiskFileSystemTest extends FileSystemContract {
  @TempDir Path folder;

  @Override
  protected FileSystem newFileSystem() {
    return new DiskFileSystem(folder.resolve("data"));
  }
}
