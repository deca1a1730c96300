package dev.omendb.engine.fs;

import java.nio.ByteBuffer;
import java.util.List;

/// A folder and everything below it. Names are relative to it, with `/` between folders, so nothing
/// stored knows where the data folder lies. Thread-safe.
///
/// Durability follows POSIX: a file's bytes survive a crash after [DataFile#force], its name (after
/// a creation, rename or deletion) after [#syncFolder] of the folder that holds it.
///
/// Errors of every method: 53100 when the disk is full, 58P01 when the file is missing, 58P02 when
/// it exists already, otherwise 58030; each with PostgreSQL's words, such as `could not open file
/// "base/1": No such file or directory`.
///
/// Implementations: [DiskFileSystem]; `simulated.CrashableFileSystem` (in memory, loses what was
/// not synced) and `simulated.FaultyFileSystem` (fails on demand).
public interface FileSystem {
  /// Makes an empty file for reading and writing; it must not exist.
  DataFile create(String name);

  /// Opens an existing file for reading and writing.
  DataFile open(String name);

  /// Maps a whole file that nobody changes any more, for reading. The caller holds the first
  /// reference.
  MappedFile map(String name);

  /// The file's content: for small ones.
  default byte[] readAll(String name) {
    try (DataFile file = open(name)) {
      byte[] content = new byte[Math.toIntExact(file.size())];
      file.readFully(0, ByteBuffer.wrap(content));
      return content;
    }
  }

  boolean exists(String name);

  /// Bytes.
  long size(String name);

  /// Atomically gives a file another name, replacing a file that has it. Durable after syncing the
  /// folders of both names.
  void rename(String from, String to);

  void delete(String name);

  /// Names (not paths) of the files and folders in a folder, sorted; `""` is the root.
  List<String> list(String folder);

  /// Makes a folder and its parents, durably; one that exists is fine.
  void createFolder(String folder);

  /// Makes creations, renames and deletions in the folder survive a crash.
  void syncFolder(String folder);

  /// Takes the folder for this process until closed. Errors: F0001 when another holds it.
  FolderLock lock();

  /// Held until closed.
  interface FolderLock extends AutoCloseable {
    @Override
    void close();
  }

  /// The folder part of a name: `""` for one at the root.
  static String folderOf(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }
}
