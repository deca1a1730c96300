package dev.omendb.engine.fs.simulated;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.FileErrors;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.fs.MappedFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Files in memory that can lose power. Every sync ([DataFile#force], [#syncFolder]) is a numbered
/// sync point; after [#crashAt] the machine stops just before that sync takes effect, and every
/// further call throws [SimulatedCrash]. [#restart] then gives what a disk could hold: all that was
/// synced, and of the rest an arbitrary part (writes lost or torn at sectors of 512 bytes, a prefix
/// of the renames, creations and deletions).
///
/// ```java
/// for (int point = 1; ; point++) {
///   var disk = new CrashableFileSystem();
///   disk.crashAt(point);
///   try { workload(disk); break; } catch (SimulatedCrash e) { check(disk.restart(random)); }
/// }
/// ```
public final class CrashableFileSystem implements FileSystem {
  private final TreeMap<String, SimulatedContent> names = new TreeMap<>();
  private final TreeSet<String> folders = new TreeSet<>();

  /// What the disk holds for certain, and the changes to it that are not certain yet, oldest first.
  private final TreeMap<String, SimulatedContent> durableNames = new TreeMap<>();

  private final List<NameChange> pending = new ArrayList<>();
  private long syncPoints;
  private long crashPoint = Long.MAX_VALUE;
  private boolean crashed;
  private boolean locked;

  /// Stops the machine at the n-th sync point counted from the start, 1-based.
  public synchronized void crashAt(long syncPoint) {
    crashPoint = syncPoint;
  }

  /// Stops the machine now.
  public synchronized void crash() {
    crashed = true;
  }

  /// Sync points passed so far.
  public synchronized long syncPoints() {
    return syncPoints;
  }

  /// The disk as found after the crash (or after pulling the plug right now).
  public synchronized CrashableFileSystem restart(RandomGenerator random) {
    crashed = true;
    TreeMap<String, SimulatedContent> survivors = new TreeMap<>(durableNames);
    int kept = pending.isEmpty() ? 0 : random.nextInt(pending.size() + 1);
    pending.subList(0, kept).forEach(change -> change.applyTo(survivors));
    CrashableFileSystem next = new CrashableFileSystem();
    next.folders.addAll(folders);
    survivors.forEach(
        (name, content) -> {
          SimulatedContent left = content.afterCrash(random);
          next.names.put(name, left);
          next.durableNames.put(name, left);
        });
    return next;
  }

  @Override
  public synchronized DataFile create(String name) {
    checkRunning();
    if (names.containsKey(name)) {
      throw FileErrors.of("create file", name, new FileAlreadyExistsException(name));
    }
    if (!isFolder(FileSystem.folderOf(name))) {
      throw FileErrors.of("create file", name, new NoSuchFileException(name));
    }
    SimulatedContent content = new SimulatedContent();
    change(new NameChange.Put(name, content));
    return new SimulatedFile(this, name, content);
  }

  @Override
  public synchronized DataFile open(String name) {
    return new SimulatedFile(this, name, content("open file", name));
  }

  @Override
  public synchronized MappedFile map(String name) {
    return new SimulatedMapping(name, content("map file", name).bytes());
  }

  @Override
  public synchronized boolean exists(String name) {
    checkRunning();
    return names.containsKey(name) || isFolder(name);
  }

  @Override
  public synchronized long size(String name) {
    return content("stat file", name).size();
  }

  @Override
  public synchronized void rename(String from, String to) {
    change(new NameChange.Rename(from, to, content("rename file", from)));
  }

  @Override
  public synchronized void delete(String name) {
    checkRunning();
    if (folders.contains(name) && list(name).isEmpty()) {
      folders.remove(name);
      return;
    }
    content("remove file", name);
    change(new NameChange.Delete(name));
  }

  @Override
  public synchronized List<String> list(String folder) {
    checkRunning();
    if (!isFolder(folder)) {
      throw FileErrors.of("open directory", folder, new NoSuchFileException(folder));
    }
    TreeSet<String> found = new TreeSet<>();
    for (String name : names.keySet()) {
      if (FileSystem.folderOf(name).equals(folder)) {
        found.add(name.substring(name.lastIndexOf('/') + 1));
      }
    }
    for (String name : folders) {
      if (FileSystem.folderOf(name).equals(folder)) {
        found.add(name.substring(name.lastIndexOf('/') + 1));
      }
    }
    return List.copyOf(found);
  }

  @Override
  public synchronized void createFolder(String folder) {
    checkRunning();
    for (String at = folder; !at.isEmpty(); at = FileSystem.folderOf(at)) {
      folders.add(at);
    }
  }

  @Override
  public synchronized void syncFolder(String folder) {
    passSyncPoint();
    for (NameChange change : pending) {
      if (change.touches(folder)) {
        change.applyTo(durableNames);
      }
    }
    pending.removeIf(change -> change.touches(folder));
  }

  @Override
  public synchronized FolderLock lock() {
    if (locked) {
      throw new DatabaseException(SqlState.LOCK_FILE_EXISTS, "data folder is in use");
    }
    locked = true;
    return this::unlock;
  }

  private synchronized void unlock() {
    locked = false;
  }

  /// Counts a sync; throws when it is the one to crash at.
  void passSyncPoint() {
    checkRunning();
    if (++syncPoints >= crashPoint) {
      crashed = true;
      throw new SimulatedCrash(syncPoints);
    }
  }

  void checkRunning() {
    if (crashed) {
      throw new SimulatedCrash(syncPoints);
    }
  }

  private boolean isFolder(String name) {
    return name.isEmpty() || folders.contains(name);
  }

  private void change(NameChange change) {
    change.applyTo(names);
    pending.add(change);
  }

  private SimulatedContent content(String action, String name) {
    checkRunning();
    SimulatedContent content = names.get(name);
    if (content == null) {
      throw FileErrors.of(action, name, new NoSuchFileException(name));
    }
    return content;
  }
}
