package dev.omendb.engine.storage.checkpoint;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.fs.FileSystem;
import java.util.HashSet;
import java.util.Set;

/// Where things lie in a data folder: `MANIFEST`, `log/`, and for each partition (one until
/// scale-out) `p0/segments/`, `p0/deletes/` and `p0/indexes/`.
public final class DataFolder {
  public static final String LOG = "log";
  static final String SEGMENTS = "p0/segments";
  static final String DELETES = "p0/deletes";
  static final String INDEXES = "p0/indexes";

  private static final String LOCK = "omendb.lock";
  private static final Set<String> BEFORE_MANIFEST = Set.of(LOCK, ManifestFile.NEW_NAME, "p0");

  private DataFolder() {}

  /// True when the folder holds a database, false when it is free to make one in. Changes nothing.
  /// Errors: one clear line when it is somebody else's, or has lost its manifest.
  public static boolean isDatabase(FileSystem files) {
    if (files.exists(ManifestFile.NAME)) {
      return true;
    }
    for (String name : files.list("")) {
      if (name.equals(LOG)) {
        throw new DatabaseException(
            SqlState.DATA_CORRUPTED,
            "the data folder has a log and no file \"%s\"".formatted(ManifestFile.NAME));
      }
      if (!BEFORE_MANIFEST.contains(name)) {
        throw new DatabaseException(
            SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
            "the data folder is not empty and is no database of OmenDB: it holds \"%s\""
                .formatted(name));
      }
    }
    return false;
  }

  /// Makes the folders and the first manifest.
  public static void create(FileSystem files) {
    files.createFolder(SEGMENTS);
    files.createFolder(DELETES);
    files.createFolder(INDEXES);
    ManifestFile.write(files, Manifest.EMPTY);
  }

  /// Deletes files that a manifest does not name: what a checkpoint replaced, or left unfinished.
  static void removeUnnamed(FileSystem files, Manifest manifest) {
    Set<String> named = new HashSet<>();
    for (Manifest.TableEntry table : manifest.tables()) {
      for (Manifest.SegmentEntry segment : table.segments()) {
        named.add(SEGMENTS + "/" + segment.file());
        named.add(DELETES + "/" + segment.deletesFile());
      }
      table.indexes().forEach(i -> i.files().forEach(f -> named.add(INDEXES + "/" + f)));
    }
    for (String folder : new String[] {SEGMENTS, DELETES, INDEXES}) {
      for (String name : files.list(folder)) {
        String path = folder + "/" + name;
        if (!named.contains(path)) {
          files.delete(path);
        }
      }
    }
  }
}
