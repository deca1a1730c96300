package dev.omendb.engine.fs;

import java.nio.ByteBuffer;

/// An open file. Reads and writes name their position and may run at the same time on several
/// threads. Never interrupt a thread that uses one: Java would close the file.
public interface DataFile extends AutoCloseable {
  String name();

  /// Bytes.
  long size();

  /// Reads up to `into.remaining()` bytes; returns how many, -1 at the end of the file.
  int read(long position, ByteBuffer into);

  /// Reads exactly `into.remaining()` bytes. Errors: XX001 when the file is shorter.
  default void readFully(long position, ByteBuffer into) {
    long at = position;
    while (into.hasRemaining()) {
      int count = read(at, into);
      if (count < 0) {
        throw FileErrors.tooShort(name(), at, into.remaining());
      }
      at += count;
    }
  }

  /// Writes all of `from`, growing the file when it ends earlier. A direct buffer spares a copy.
  void write(long position, ByteBuffer from);

  /// Grows the file to `bytes` with zeros really on disk, so that later writes below that need no
  /// new blocks and [#force] has no metadata to write. Does nothing when it is that long already.
  void preallocate(long bytes);

  /// Shortens the file to `bytes`.
  void truncate(long bytes);

  /// Makes the content survive a crash (fdatasync). After an error the file's state is unknown:
  /// the kernel may have dropped what it could not write, so do not try again.
  void force();

  @Override
  void close();
}
