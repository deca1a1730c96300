package dev.omendb.engine.storage.segment;

import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.FileSystem;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/// Writes a tail as a segment file ([SegmentFormat]).
public final class SegmentWriter {
  private static final int NAME_BYTES = 16;
  private static final long WRITE_BYTES = 8L << 20;

  private final FileSystem files;
  private final String folder;

  /// @param folder where segment files lie; must exist
  public SegmentWriter(FileSystem files, String folder) {
    this.files = files;
    this.folder = folder;
  }

  /// Writes all rows of a tail that no longer grows, durably but for the folder's entry. Returns
  /// the file's name inside the folder.
  public String write(TailData rows) {
    List<ColumnEncoding> columns = new ArrayList<>(rows.columnCount());
    for (int i = 0; i < rows.columnCount(); i++) {
      columns.add(ColumnEncoding.of(rows.column(i), rows.rows()));
    }
    List<MemorySegment> sections = new ArrayList<>();
    sections.add(header(columns, rows.rows()));
    columns.forEach(column -> sections.addAll(column.sections()));
    String name = name(sections) + ".segment";
    String path = folder + "/" + name;
    if (!files.exists(path)) {
      String temporary = path + ".new";
      if (files.exists(temporary)) {
        files.delete(temporary);
      }
      writeFile(temporary, sections);
      files.rename(temporary, path);
    }
    return name;
  }

  private static MemorySegment header(List<ColumnEncoding> columns, int rows) {
    long directoryBytes = (long) SegmentFormat.ENTRY_BYTES * columns.size();
    MemorySegment header =
        NativeMemory.allocateZeroed(SegmentFormat.HEADER_BYTES + directoryBytes);
    long at = SegmentFormat.align(header.byteSize());
    for (int i = 0; i < columns.size(); i++) {
      MemorySegment entry =
          header.asSlice(
              SegmentFormat.HEADER_BYTES + (long) i * SegmentFormat.ENTRY_BYTES,
              SegmentFormat.ENTRY_BYTES);
      at = writeEntry(columns.get(i), at, entry);
    }
    header.set(SegmentFormat.LONG, 0, SegmentFormat.MAGIC);
    header.set(SegmentFormat.INT, 8, SegmentFormat.VERSION);
    header.set(SegmentFormat.INT, 12, rows);
    header.set(SegmentFormat.INT, 16, columns.size());
    header.set(
        SegmentFormat.INT,
        20,
        SegmentFormat.checksum(header.asSlice(SegmentFormat.HEADER_BYTES, directoryBytes)));
    header.set(SegmentFormat.LONG, 24, at);
    header.set(SegmentFormat.INT, 60, SegmentFormat.checksum(header.asSlice(0, 60)));
    return header;
  }

  /// Returns where the next column's sections begin.
  private static long writeEntry(ColumnEncoding column, long start, MemorySegment entry) {
    entry.set(SegmentFormat.INT, 0, column.type().kind().ordinal());
    entry.set(SegmentFormat.INT, 4, column.type().width());
    entry.set(SegmentFormat.INT, 8, column.encoding());
    entry.set(SegmentFormat.INT, 12, column.parameterBytes());
    entry.set(SegmentFormat.LONG, 16, column.parameter());
    long at = start;
    int field = 24;
    CRC32C crc = new CRC32C();
    for (MemorySegment section : column.sections()) {
      entry.set(SegmentFormat.LONG, field, at);
      entry.set(SegmentFormat.LONG, field + 8, section.byteSize());
      SegmentFormat.update(crc, section);
      field += 16;
      at = SegmentFormat.align(at + section.byteSize());
    }
    entry.set(SegmentFormat.INT, 88, (int) crc.getValue());
    return at;
  }

  private static String name(List<MemorySegment> sections) {
    MessageDigest digest = sha256();
    for (MemorySegment section : sections) {
      for (long at = 0; at < section.byteSize(); at += WRITE_BYTES) {
        long count = Math.min(WRITE_BYTES, section.byteSize() - at);
        digest.update(section.asSlice(at, count).asByteBuffer());
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
  }

  private void writeFile(String path, List<MemorySegment> sections) {
    try (DataFile file = files.create(path)) {
      long at = 0;
      for (MemorySegment section : sections) {
        for (long from = 0; from < section.byteSize(); from += WRITE_BYTES) {
          long count = Math.min(WRITE_BYTES, section.byteSize() - from);
          file.write(at + from, section.asSlice(from, count).asByteBuffer());
        }
        at += section.byteSize();
        ByteBuffer padding = padding(at);
        int padded = padding.remaining();
        file.write(at, padding);
        at += padded;
      }
      file.force();
    }
  }

  /// Zeros up to the next section.
  private static ByteBuffer padding(long end) {
    return ByteBuffer.allocate((int) (SegmentFormat.align(end) - end));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
