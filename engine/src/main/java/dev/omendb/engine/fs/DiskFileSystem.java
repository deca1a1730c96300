package dev.omendb.engine.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A real folder of the operating system.
public final class DiskFileSystem implements FileSystem {
  private static final String LOCK_FILE = "omendb.lock";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path root;

  /// Makes the folder when it is not there.
  public DiskFileSystem(Path root) {
    this.root = root.toAbsolutePath();
    createFolder("");
  }

  @Override
  public DataFile create(String name) {
    try {
      return new DiskFile(
          name,
          FileChannel.open(
              root.resolve(name),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE_NEW));
    } catch (IOException e) {
      throw FileErrors.of("create file", name, e);
    }
  }

  @Override
  public DataFile open(String name) {
    try {
      return new DiskFile(
          name,
          FileChannel.open(root.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw FileErrors.of("open file", name, e);
    }
  }

  @Override
  public MappedFile map(String name) {
    try {
      return ChronicleMappedFile.map(name, root.resolve(name));
    } catch (IOException e) {
      throw FileErrors.of("map file", name, e);
    }
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(root.resolve(name));
  }

  @Override
  public long size(String name) {
    try {
      return Files.size(root.resolve(name));
    } catch (IOException e) {
      throw FileErrors.of("stat file", name, e);
    }
  }

  @Override
  public void rename(String from, String to) {
    try {
      Files.move(
          root.resolve(from),
          root.resolve(to),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw FileErrors.of("rename file \"%s\" to".formatted(from), to, e);
    }
  }

  @Override
  public void delete(String name) {
    try {
      Files.delete(root.resolve(name));
    } catch (IOException e) {
      throw FileErrors.of("remove file", name, e);
    }
  }

  @Override
  public List<String> list(String folder) {
    try (Stream<Path> entries = Files.list(root.resolve(folder))) {
      return entries.map(p -> p.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw FileErrors.of("open directory", folder, e);
    }
  }

  @Override
  public void createFolder(String folder) {
    Path path = root.resolve(folder);
    if (Files.isDirectory(path)) {
      return;
    }
    try {
      Files.createDirectories(path, attributes(path));
    } catch (IOException e) {
      throw FileErrors.of("create directory", folder, e);
    }
    for (String at = folder; !at.isEmpty(); at = FileSystem.folderOf(at)) {
      syncFolder(FileSystem.folderOf(at));
    }
  }

  /// Folders belong to the server's user alone, as PostgreSQL's data directory does.
  private static FileAttribute<?>[] attributes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  @Override
  public void syncFolder(String folder) {
    try (FileChannel channel = FileChannel.open(root.resolve(folder), StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw FileErrors.of("fsync file", folder, e);
    }
  }

  @Override
  public FolderLock lock() {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              root.resolve(LOCK_FILE), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    } catch (IOException e) {
      throw FileErrors.of("open lock file", LOCK_FILE, e);
    }
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null; // held by this very process
    } catch (IOException e) {
      throw FileErrors.of("lock file", LOCK_FILE, e);
    }
    if (lock == null) {
      closeLock(channel);
      throw FileErrors.locked(root.toString());
    }
    return () -> closeLock(channel);
  }

  private static void closeLock(FileChannel channel) {
    try {
      channel.close(); // releases the lock as well
    } catch (IOException e) {
      throw FileErrors.of("close lock file", LOCK_FILE, e);
    }
  }
}
