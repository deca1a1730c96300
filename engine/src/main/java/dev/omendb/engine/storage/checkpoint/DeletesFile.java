package dev.omendb.engine.storage.checkpoint;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.storage.segment.RowVersions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The deleted rows of one segment at a checkpoint. Little-endian:
///
/// | bytes | content |
/// |------:|---------|
/// | 8 | `OMENDEL1` |
/// | 4 | version, 1 |
/// | 4 | entries |
/// | 20 × entries | position (4), row id of the next version or -1 (8), columns it changed (8) |
/// | 4 | CRC32C of everything before |
///
/// When they were deleted no longer matters: no snapshot survives a restart.
final class DeletesFile {
  private static final long MAGIC = 0x314C45444E454D4FL; // OMENDEL1
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 16;
  private static final int ENTRY_BYTES = 20;
  private static final int CRC_BYTES = 4;

  /// Deleted before every snapshot.
  private static final long LONG_AGO = 1;

  private DeletesFile() {}

  /// Writes the deletions up to `timestamp`.
  ///
  /// @return how many there are; 0: and no file
  static int write(
      FileSystem files, String path, RowVersions versions, int rows, long timestamp) {
    int count = 0;
    for (int position = 0; position < rows; position++) {
      count += versions.isDeleted(position, timestamp) ? 1 : 0;
    }
    if (count == 0) {
      return 0;
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(HEADER_BYTES + ENTRY_BYTES * count + CRC_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(MAGIC).putInt(VERSION).putInt(count);
    for (int position = 0; position < rows; position++) {
      if (versions.isDeleted(position, timestamp)) {
        bytes
            .putInt(position)
            .putLong(versions.next(position))
            .putLong(versions.changed(position));
      }
    }
    bytes.putInt(checksum(bytes.array(), bytes.position()));
    if (files.exists(path)) {
      files.delete(path);
    }
    try (DataFile file = files.create(path)) {
      file.write(0, bytes.flip());
      file.force();
    }
    return count;
  }

  /// Errors: XX001.
  static void read(FileSystem files, String path, RowVersions into) {
    byte[] content = files.readAll(path);
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int end = content.length - CRC_BYTES;
    if (end < HEADER_BYTES
        || bytes.getLong(0) != MAGIC
        || bytes.getInt(end) != checksum(content, end)) {
      throw new DatabaseException(
          SqlState.DATA_CORRUPTED, "file \"%s\" is damaged: its checksum is wrong".formatted(path));
    }
    bytes.position(HEADER_BYTES);
    for (int i = bytes.getInt(12); i > 0; i--) {
      into.delete(bytes.getInt(), LONG_AGO, bytes.getLong(), bytes.getLong());
    }
  }

  private static int checksum(byte[] content, int end) {
    CRC32C crc = new CRC32C();
    crc.update(content, 0, end);
    return (int) crc.getValue();
  }
}
