package dev.omendb.engine.log;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.fs.MappedFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;

/// One file of the log, named by its first entry (`log/00000000000000ff.log`), in which records
/// follow a header. Little-endian header:
///
/// | offset | bytes | content |
/// |-------:|------:|---------|
/// | 0 | 8 | `OMENDLOG` |
/// | 8 | 4 | format version, 1 |
/// | 12 | 4 | CRC32C of bytes 16 to 31 |
/// | 16 | 8 | epoch |
/// | 24 | 8 | first entry |
/// | 32 | 32 | zeros |
///
/// Records start at 64; the file is longer than they are until its writer is gone: zeros, or what
/// it held as an earlier segment, with lower entries. All records of a segment have its epoch. The
/// header is durable before the file has its name.
///
/// @param name path in the file system
/// @param start epoch and first entry
record LogSegment(String name, Lsn start) {
  static final int HEADER_BYTES = 64;
  private static final int VERSION = 1;
  private static final long MAGIC = 0x474F4C444E454D4FL; // "OMENDLOG"
  private static final String SUFFIX = ".log";

  static String name(String folder, long firstEntry) {
    return "%s/%016x%s".formatted(folder, firstEntry, SUFFIX);
  }

  static ByteBuffer header(Lsn start) {
    ByteBuffer header = ByteBuffer.allocateDirect(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(MAGIC).putInt(VERSION).putInt(0);
    header.putLong(start.epoch()).putLong(start.entry());
    header.putInt(12, LogRecord.checksum(header.duplicate().limit(32).position(16)));
    return header.clear();
  }

  /// The segments of a folder, oldest first.
  static List<LogSegment> list(FileSystem files, String folder) {
    List<LogSegment> segments = new ArrayList<>();
    for (String file : files.list(folder)) {
      if (file.endsWith(SUFFIX)) {
        segments.add(read(files, folder + "/" + file));
      }
    }
    return segments;
  }

  private static LogSegment read(FileSystem files, String name) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (var file = files.open(name)) {
      file.readFully(0, header);
    }
    if (header.getLong(0) != MAGIC) {
      throw damaged("commit log file \"%s\" has no valid header".formatted(name));
    }
    if (header.getInt(8) != VERSION) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "commit log file \"%s\" has format version %d; this server reads version %d"
              .formatted(name, header.getInt(8), VERSION));
    }
    if (LogRecord.checksum(header.duplicate().limit(32).position(16)) != header.getInt(12)) {
      throw damaged("commit log file \"%s\" has a damaged header".formatted(name));
    }
    return new LogSegment(name, new Lsn(header.getLong(16), header.getLong(24)));
  }

  /// Where the records end.
  ///
  /// @param position offset of the first byte after the last record
  /// @param nextEntry the entry that would come there
  record End(long position, long nextEntry) {}

  /// Visits the records from entry `from` to entry `to` and returns the end of what it found.
  End scan(FileSystem files, long from, long to, CommitLog.Visitor visitor) {
    try (MappedFile mapped = files.map(name)) {
      MemorySegment memory = mapped.memory();
      Bytes<?> all =
          mapped.size() == 0 ? Bytes.empty() : Bytes.wrapForRead(memory.asByteBuffer());
      long at = HEADER_BYTES;
      long expected = start.entry();
      while (expected <= to && isNext(memory, at, expected)) {
        int payloadBytes = LogRecord.payloadBytes(memory, at);
        if (expected >= from) {
          long payloadAt = at + LogRecord.HEADER_BYTES;
          all.readPositionRemaining(payloadAt, payloadBytes);
          visitor.record(LogRecord.lsn(memory, at), LogRecord.partition(memory, at), all);
        }
        at += LogRecord.sizeBytes(payloadBytes);
        expected++;
      }
      return new End(at, expected);
    }
  }

  private boolean isNext(MemorySegment memory, long at, long expected) {
    return LogRecord.isValid(memory, at)
        && LogRecord.lsn(memory, at).equals(new Lsn(start.epoch(), expected));
  }

  /// Finds the end of the newest segment after a crash. What follows the last good record must be
  /// remains of writes that were never acknowledged. Errors: XX001 when it is more than that.
  End recoverEnd(FileSystem files) {
    End end = scan(files, Long.MAX_VALUE, Long.MAX_VALUE, (lsn, partition, payload) -> {});
    try (MappedFile mapped = files.map(name)) {
      MemorySegment memory = mapped.memory();
      for (long at = end.position(); at + LogRecord.HEADER_BYTES <= memory.byteSize(); at += 8) {
        if (LogRecord.epoch(memory, at) == start.epoch()
            && LogRecord.durableEntry(memory, at) >= end.nextEntry()
            && LogRecord.entry(memory, at) > end.nextEntry()
            && LogRecord.isValid(memory, at)) {
          throw damaged(
              ("commit log file \"%s\" is damaged at byte %d: "
                      + "entry %d is missing but entry %d is there")
                  .formatted(
                      name, end.position(), end.nextEntry(), LogRecord.entry(memory, at)));
        }
      }
    }
    return end;
  }

  static DatabaseException damaged(String message) {
    return new DatabaseException(SqlState.DATA_CORRUPTED, message);
  }
}
