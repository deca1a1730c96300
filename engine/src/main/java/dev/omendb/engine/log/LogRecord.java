package dev.omendb.engine.log;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;

/// How a record lies in a segment of the log. Little-endian, begins at a multiple of 8:
///
/// | offset | bytes | content |
/// |-------:|------:|---------|
/// | 0 | 4 | CRC32C of everything after it, padding excluded |
/// | 4 | 4 | payload bytes |
/// | 8 | 8 | epoch |
/// | 16 | 8 | entry |
/// | 24 | 8 | last entry that was durable when this record was appended |
/// | 32 | 4 | partition |
/// | 36 | 4 | 0 |
/// | 40 | n | payload |
/// | 40+n | 0–7 | zeros up to a multiple of 8 |
///
/// The durable entry tells a torn end from damage: records written together may reach the disk in
/// any order, so a bad one may be followed by good ones, but not by one that was appended when the
/// bad one was durable already.
final class LogRecord {
  static final int HEADER_BYTES = 40;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private LogRecord() {}

  /// Bytes on disk of a record with this payload.
  static long sizeBytes(long payloadBytes) {
    return (HEADER_BYTES + payloadBytes + 7) & -8L;
  }

  /// Appends a record. Chronicle Bytes writes in native order: little-endian on every machine the
  /// Vector API and this database run on.
  static void encode(
      Bytes<ByteBuffer> into, Lsn lsn, long durableEntry, int partition, Bytes<?> payload) {
    long start = into.writePosition();
    long payloadBytes = payload.readRemaining();
    into.writeInt(0);
    into.writeInt(Math.toIntExact(payloadBytes));
    into.writeLong(lsn.epoch());
    into.writeLong(lsn.entry());
    into.writeLong(durableEntry);
    into.writeInt(partition);
    into.writeInt(0);
    into.write(payload, payload.readPosition(), payloadBytes);
    long end = into.writePosition();
    while ((into.writePosition() & 7) != 0) {
      into.writeByte((byte) 0);
    }
    into.writeInt(start, checksum(view(into, start + 4, end)));
  }

  /// A window on the memory behind the bytes.
  static ByteBuffer view(Bytes<ByteBuffer> bytes, long from, long to) {
    ByteBuffer memory = bytes.underlyingObject().duplicate();
    return memory.limit(Math.toIntExact(to)).position(Math.toIntExact(from));
  }

  /// True when a whole, undamaged record begins at `at`.
  static boolean isValid(MemorySegment file, long at) {
    if (at + HEADER_BYTES > file.byteSize()) {
      return false;
    }
    long end = at + HEADER_BYTES + payloadBytes(file, at);
    if (end < at + HEADER_BYTES || end > file.byteSize() || entry(file, at) <= 0) {
      return false;
    }
    return checksum(file.asSlice(at + 4, end - at - 4).asByteBuffer()) == file.get(INT, at);
  }

  static int payloadBytes(MemorySegment file, long at) {
    return file.get(INT, at + 4);
  }

  static Lsn lsn(MemorySegment file, long at) {
    return new Lsn(epoch(file, at), entry(file, at));
  }

  static long epoch(MemorySegment file, long at) {
    return file.get(LONG, at + 8);
  }

  static long entry(MemorySegment file, long at) {
    return file.get(LONG, at + 16);
  }

  static long durableEntry(MemorySegment file, long at) {
    return file.get(LONG, at + 24);
  }

  static int partition(MemorySegment file, long at) {
    return file.get(INT, at + 32);
  }

  static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
