package dev.omendb.compat.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// Finds PostgreSQL's programs: those installed on this machine, else those Maven brought, which
/// are unpacked once. `-Domendb.postgres=embedded` asks for the latter.
final class PostgresPrograms {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private PostgresPrograms() {}

  /// The folder `bin`, empty where there are no programs for this machine.
  static Optional<Path> find() throws IOException {
    Optional<Path> installed =
        "embedded".equals(System.getProperty("omendb.postgres")) ? Optional.empty() : installed();
    return installed.isPresent() ? installed : embedded();
  }

  /// The newest version.
  private static Optional<Path> installed() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (var versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.comparing(Path::toString));
    }
  }

  private static Optional<Path> embedded() throws IOException {
    boolean fits =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    try (InputStream archive =
        fits ? PostgresPrograms.class.getResourceAsStream(ARCHIVE) : null) {
      return archive == null ? Optional.empty() : Optional.of(unpack(archive).resolve("bin"));
    }
  }

  /// Into the folder for temporary files, which other users can read, as the server must not run as
  /// root.
  private static Path unpack(InputStream archive) throws IOException {
    var user = System.getProperty("user.name");
    var temporary = Path.of(System.getProperty("java.io.tmpdir"));
    var folder = temporary.resolve("omendb-postgres-" + user + "-" + archive.available());
    if (Files.isExecutable(folder.resolve("bin/initdb"))) {
      return folder;
    }
    var fresh = Files.createTempDirectory(temporary, "omendb-postgres-new");
    try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        extract(tar, entry, fresh);
      }
    }
    Files.setPosixFilePermissions(fresh, READABLE);
    Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    return folder;
  }

  private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path root)
      throws IOException {
    var target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("an entry outside the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else {
      Files.createDirectories(target.getParent());
      if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        return;
      }
      Files.copy(tar, target);
    }
    Files.setPosixFilePermissions(
        target, (entry.getMode() & 0100) == 0 ? readOnly() : READABLE);
  }

  private static Set<PosixFilePermission> readOnly() {
    var permissions = EnumSet.copyOf(READABLE);
    permissions.removeAll(PosixFilePermissions.fromString("--x--x--x"));
    return permissions;
  }
}
