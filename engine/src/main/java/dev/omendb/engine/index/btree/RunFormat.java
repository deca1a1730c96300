package dev.omendb.engine.index.btree;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// A [KeyRun]'s bytes, the same in memory and in its file. Little-endian; sections begin at
/// multiples of 8.
///
/// | offset | bytes | content |
/// |-------:|------:|---------|
/// | 0 | 8 | `OMENKEYS` |
/// | 8 | 4 | format version, 1 |
/// | 12 | 4 | flags: 1 exact, 2 one segment |
/// | 16 | 8 | entries n |
/// | 24 | 4 | bytes p of the prefix that all keys have |
/// | 28 | 4 | exact: length of every key |
/// | 32 | 4 | one segment: the upper half of every row id |
/// | 36 | 4 | CRC32C of the bytes from 128 on |
/// | 40 | 8 | total bytes |
/// | 48 | 8 | offset of the row ids |
/// | 56 | 8 | offset of the ends, 0 when exact |
/// | 64 | 8 | offset of the heap, 0 when exact |
/// | 72 | 8 | offset of the last key's bytes |
/// | 80 | 4 | length of the last key |
/// | 84 | 4 | CRC32C of bytes 0 to 83 |
/// | 88 | 40 | zeros |
/// | 128 | 8n | heads in order, see [KeyHead], of the bytes after the prefix |
/// | | 4n or 8n | row ids: the lower half if all are in one segment |
/// | | 8n | ends: where each key's bytes end in the heap, unless exact |
/// | | | heap: what follows the prefix in each key, unless exact |
/// | | | the last key; its first p bytes are the prefix |
///
/// Exact means that all keys have one length and at most eight bytes after the prefix, so the heads
/// say everything.
final class RunFormat {
  static final int HEADER_BYTES = 128;
  static final int EXACT = 1;
  static final int ONE_SEGMENT = 2;
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static final int FLAGS_AT = 12;
  static final int ENTRIES_AT = 16;
  static final int PREFIX_AT = 24;
  static final int KEY_LENGTH_AT = 28;
  static final int SEGMENT_AT = 32;
  static final int BODY_CRC_AT = 36;
  static final int TOTAL_AT = 40;
  static final int IDS_AT = 48;
  static final int ENDS_AT = 56;
  static final int HEAP_AT = 64;
  static final int LAST_AT = 72;
  static final int LAST_LENGTH_AT = 80;
  static final int HEADER_CRC_AT = 84;

  private static final long MAGIC = 0x5359454B4E454D4FL; // "OMENKEYS"
  private static final int VERSION = 1;
  private static final long CRC_CHUNK_BYTES = 1 << 20;

  private RunFormat() {}

  /// Fills in magic, version and checksums.
  static void seal(MemorySegment run) {
    run.set(LONG, 0, MAGIC);
    run.set(INT, 8, VERSION);
    run.set(INT, BODY_CRC_AT, checksum(run, HEADER_BYTES, run.byteSize()));
    run.set(INT, HEADER_CRC_AT, checksum(run, 0, HEADER_CRC_AT));
  }

  /// Errors: XX002 when the header is damaged, 0A000 when a newer server wrote it.
  static void checkHeader(String name, MemorySegment run) {
    if (run.byteSize() < HEADER_BYTES || run.get(LONG, 0) != MAGIC) {
      throw damaged(name, "has no valid header");
    }
    if (run.get(INT, 8) != VERSION) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "index file \"%s\" has format version %d; this server reads version %d"
              .formatted(name, run.get(INT, 8), VERSION));
    }
    if (run.get(INT, HEADER_CRC_AT) != checksum(run, 0, HEADER_CRC_AT)
        || run.get(LONG, TOTAL_AT) != run.byteSize()) {
      throw damaged(name, "has a damaged header");
    }
  }

  /// Errors: XX002 when anything behind the header is damaged.
  static void checkBody(String name, MemorySegment run) {
    if (run.get(INT, BODY_CRC_AT) != checksum(run, HEADER_BYTES, run.byteSize())) {
      throw damaged(name, "is damaged: its checksum does not match");
    }
  }

  private static int checksum(MemorySegment run, long from, long to) {
    CRC32C crc = new CRC32C();
    for (long at = from; at < to; at += CRC_CHUNK_BYTES) {
      crc.update(run.asSlice(at, Math.min(CRC_CHUNK_BYTES, to - at)).asByteBuffer());
    }
    return (int) crc.getValue();
  }

  private static DatabaseException damaged(String name, String how) {
    return new DatabaseException(
        SqlState.INDEX_CORRUPTED, "index file \"%s\" %s".formatted(name, how));
  }
}
