package dev.omendb.engine.storage.segment;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// A segment file, version 1. Little-endian. Written once, never changed.
///
/// | offset | bytes | content |
/// |-------:|------:|---------|
/// | 0 | 8 | `OMENSEG1` |
/// | 8 | 4 | version, 1 |
/// | 12 | 4 | rows |
/// | 16 | 4 | columns |
/// | 20 | 4 | CRC32C of the directory |
/// | 24 | 8 | bytes of the whole file |
/// | 32 | 28 | 0 |
/// | 60 | 4 | CRC32C of bytes 0–59 |
/// | 64 | 96 × columns | directory, one entry a column |
///
/// A directory entry:
///
/// | offset | bytes | content |
/// |-------:|------:|---------|
/// | 0 | 4 | kind, the ordinal of `StorageType.Kind` |
/// | 4 | 4 | width of the type |
/// | 8 | 4 | encoding: 0 plain, 1 packed, 2 dictionary |
/// | 12 | 4 | packed: bytes of a value; dictionary: bytes of a code |
/// | 16 | 8 | packed: the value that 0 stands for; dictionary: its entries |
/// | 24 | 16 | offset and bytes of the NULL bitmap; bytes 0: no NULL |
/// | 40 | 16 | offset and bytes of values, offsets (VARIABLE) or codes |
/// | 56 | 16 | offset and bytes of the heap (VARIABLE), or the dictionary: offsets, then bytes |
/// | 72 | 16 | offset and bytes of the bounds: minimum and maximum (8 + 8) of each 1,024 rows |
/// | 88 | 4 | CRC32C of the column's sections in this order, padding excluded |
/// | 92 | 4 | 0 |
///
/// Every section starts at a multiple of 64. The file's name is the SHA-256 of header, directory
/// and sections without the padding (first 32 hexadecimal digits).
final class SegmentFormat {
  static final long MAGIC = 0x314745534E454D4FL; // OMENSEG1
  static final int VERSION = 1;
  static final int HEADER_BYTES = 64;
  static final int ENTRY_BYTES = 96;
  static final int ALIGNMENT = 64;

  static final int PLAIN = 0;
  static final int PACKED = 1;
  static final int DICTIONARY = 2;

  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private SegmentFormat() {}

  static long align(long offset) {
    return (offset + ALIGNMENT - 1) & -ALIGNMENT;
  }

  static int checksum(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    update(crc, bytes);
    return (int) crc.getValue();
  }

  static void update(CRC32C crc, MemorySegment bytes) {
    for (long at = 0; at < bytes.byteSize(); at += Integer.MAX_VALUE - 8L) {
      long count = Math.min(Integer.MAX_VALUE - 8L, bytes.byteSize() - at);
      crc.update(bytes.asSlice(at, count).asByteBuffer());
    }
  }

  static DatabaseException damaged(String name, String what) {
    return new DatabaseException(
        SqlState.DATA_CORRUPTED, "segment file \"%s\" is damaged: %s".formatted(name, what));
  }
}
