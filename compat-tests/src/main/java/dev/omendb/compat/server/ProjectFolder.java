package dev.omendb.compat.server;

import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the project's root, wherever in it a test runs.
public final class ProjectFolder {
  private ProjectFolder() {}

  public static Path root() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("compat-tests"))
          && Files.isDirectory(folder.resolve("pgwire"))) {
        return folder;
      }
    }
    throw new IllegalStateException(
        "not inside the OmenDB project: " + Path.of("").toAbsolutePath());
  }

  public static Path launcher() {
    return root().resolve("omendb");
  }

  public static Path testFiles() {
    return root().resolve("compat-tests/src/test/slt");
  }
}
