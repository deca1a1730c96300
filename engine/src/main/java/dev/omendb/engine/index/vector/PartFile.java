package dev.omendb.engine.index.vector;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.fs.MappedFile;
import dev.omendb.kernels.rabitq.IvfPart;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// The files of a vector index.
///
/// A part: the image of [IvfPart], then 8 bytes: the CRC-32C of the image, zero-extended,
/// little-endian. Strays (the ids of rows without codes) and the rows of a flat index ([RowBits]):
/// little-endian longs, then a CRC of them likewise. Names end in the content's size and CRC, so
/// equal names hold equal content.
final class PartFile {
  private static final String PART = "part-";
  private static final String STRAYS = "strays-";
  private static final int CHECK_BYTES = 8;
  private static final int MAX_WRITE_BYTES = 64 << 20;

  private static final ValueLayout.OfLong CRC =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private PartFile() {}

  static boolean isStrays(String name) {
    return name.contains(STRAYS);
  }

  /// Writes a part durably and returns its name.
  static String write(FileSystem files, String folder, String prefix, Part part) {
    return write(files, folder, prefix + PART, part.codes().image());
  }

  static String writeStrays(FileSystem files, String folder, String prefix, long[] ids) {
    return writeNumbers(files, folder, prefix + STRAYS, ids);
  }

  /// Writes numbers durably into a file of their own and returns its name.
  static String writeNumbers(FileSystem files, String folder, String prefix, long[] numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long number : numbers) {
      buffer.putLong(number);
    }
    return write(files, folder, prefix, MemorySegment.ofArray(buffer.array()));
  }

  private static String write(
      FileSystem files, String folder, String prefix, MemorySegment content) {
    long crc = crc(content);
    String name =
        prefix + Long.toHexString(content.byteSize()) + "-" + HexFormat.of().toHexDigits((int) crc);
    String path = folder + "/" + name;
    if (files.exists(path)) {
      if (isIntact(files, path)) {
        return name;
      }
      files.delete(path);
    }
    String unfinished = path + ".new";
    if (files.exists(unfinished)) {
      files.delete(unfinished);
    }
    try (DataFile file = files.create(unfinished)) {
      long at = 0;
      while (at < content.byteSize()) {
        long size = Math.min(MAX_WRITE_BYTES, content.byteSize() - at);
        file.write(at, content.asSlice(at, size).asByteBuffer());
        at += size;
      }
      ByteBuffer check = ByteBuffer.allocate(CHECK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      file.write(at, check.putLong(0, crc));
      file.force();
    }
    files.rename(unfinished, path);
    return name;
  }

  /// Maps a part. Errors: XX002 when it is damaged.
  static Part open(FileSystem files, String folder, String name) {
    MappedFile file = files.map(folder + "/" + name);
    try {
      MemorySegment memory = file.memory();
      if (!isIntact(memory)) {
        throw damaged(name);
      }
      MemorySegment image = memory.asSlice(0, memory.byteSize() - CHECK_BYTES);
      return new Part(IvfPart.open(image), name, file);
    } catch (IllegalArgumentException e) {
      file.close();
      throw damaged(name);
    } catch (DatabaseException e) {
      file.close();
      throw e;
    }
  }

  /// Reads what [#writeNumbers] wrote. Errors: XX002 when it is damaged.
  static long[] readNumbers(FileSystem files, String path) {
    byte[] content = files.readAll(path);
    if (!isIntact(MemorySegment.ofArray(content))) {
      throw damaged(path);
    }
    ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    long[] numbers = new long[(content.length - CHECK_BYTES) / Long.BYTES];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = buffer.getLong(Long.BYTES * i);
    }
    return numbers;
  }

  private static boolean isIntact(FileSystem files, String path) {
    try (MappedFile file = files.map(path)) {
      return isIntact(file.memory());
    }
  }

  /// True when a file's content and its CRC at the end fit.
  private static boolean isIntact(MemorySegment file) {
    long size = file.byteSize() - CHECK_BYTES;
    return size > 0 && file.get(CRC, size) == crc(file.asSlice(0, size));
  }

  private static long crc(MemorySegment content) {
    CRC32C crc = new CRC32C();
    for (long at = 0; at < content.byteSize(); at += MAX_WRITE_BYTES) {
      crc.update(
          content
              .asSlice(at, Math.min(MAX_WRITE_BYTES, content.byteSize() - at))
              .asByteBuffer());
    }
    return crc.getValue();
  }

  private static DatabaseException damaged(String name) {
    return new DatabaseException(
            SqlState.INDEX_CORRUPTED, "vector index file \"" + name + "\" is damaged")
        .hint("Please REINDEX it.");
  }
}
