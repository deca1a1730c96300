package dev.omendb.sql.command.copy;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.session.CopyInput;
import dev.omendb.sql.type.BigEndian;

/// COPY … FROM STDIN (FORMAT binary): signature, flags, header extension; then for each row int16
/// fields and for each field int32 length (-1: NULL) and the value; at the end int16 -1.
final class BinaryCopyInput implements CopyInput {
  static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};

  private static final int FIXED_HEADER_BYTES = SIGNATURE.length + 8;

  /// Bytes of a chunk added at a time to a row that the chunk before began.
  private static final int JOIN_BYTES = 4096;

  private final CopyLoader loader;
  private final CopyBuffer buffer = new CopyBuffer();
  private boolean headerRead;
  private boolean ended;
  private long line;

  BinaryCopyInput(CopyLoader loader) {
    this.loader = loader;
  }

  @Override
  public boolean binary() {
    return true;
  }

  @Override
  public int columnCount() {
    return loader.width();
  }

  @Override
  public void data(byte[] source, int from, int length) {
    int end = from + length;
    int at = finishHeld(source, from, end);
    if (at < end) {
      at = read(source, at, end);
      buffer.append(source, at, end - at);
    }
  }

  /// Completes the row that the chunk before began, if any, with as little of this chunk as needed.
  /// Returns where the rest of the chunk begins.
  private int finishHeld(byte[] source, int from, int end) {
    int at = from;
    while (buffer.available() > 0 && at < end) {
      int held = buffer.available();
      int part = Math.min(end - at, JOIN_BYTES);
      buffer.append(source, at, part);
      int used = read(buffer.bytes(), buffer.from(), buffer.to()) - buffer.from();
      if (used > 0) {
        assert used > held;
        buffer.clear();
        at += used - held;
      } else {
        at += part;
      }
    }
    return at;
  }

  /// Reads what is complete; returns where the rest begins.
  private int read(byte[] bytes, int from, int end) {
    int at = headerRead ? from : header(bytes, from, end);
    return headerRead ? rows(bytes, at, end) : from;
  }

  /// Where the rows begin, once the header is all there.
  private int header(byte[] bytes, int at, int end) {
    int available = end - at;
    for (int i = 0; i < Math.min(SIGNATURE.length, available); i++) {
      if (bytes[at + i] != SIGNATURE[i]) {
        throw format("COPY file signature not recognized");
      }
    }
    if (available < FIXED_HEADER_BYTES) {
      return at;
    }
    int flags = BigEndian.getInt(bytes, at + SIGNATURE.length);
    int extension = BigEndian.getInt(bytes, at + SIGNATURE.length + 4);
    if ((flags & 1 << 16) != 0) {
      throw format("invalid COPY file header (WITH OIDS)");
    }
    if (flags >>> 16 != 0) {
      throw format("unrecognized critical flags in COPY file header");
    }
    if (extension < 0) {
      throw format("invalid COPY file header (missing length)");
    }
    headerRead = available - FIXED_HEADER_BYTES >= extension;
    return headerRead ? at + FIXED_HEADER_BYTES + extension : at;
  }

  private int rows(byte[] bytes, int from, int end) {
    int at = from;
    while (end - at >= 2) {
      if (ended) {
        throw format("received copy data after EOF marker").where(where(line + 1));
      }
      int fields = BigEndian.getShort(bytes, at);
      if (fields == -1) {
        ended = true;
        at += 2;
        continue;
      }
      requireFields(fields);
      int next = rowEnd(bytes, at + 2, end);
      if (next < 0) {
        break;
      }
      line++;
      readRow(bytes, at + 2);
      loader.rowDone(line, null, 0, 0);
      at = next;
    }
    return at;
  }

  private void requireFields(int fields) {
    if (fields != loader.width()) {
      throw loader.failing(
          format("row field count is %d, expected %d".formatted(fields, loader.width()))
              .where(where(line + 1)));
    }
  }

  /// Where the row ends, or -1 when it is not all there.
  private int rowEnd(byte[] bytes, int from, int end) {
    long at = from;
    for (int field = 0; field < loader.width(); field++) {
      if (end - at < 4) {
        return -1;
      }
      int length = BigEndian.getInt(bytes, (int) at);
      if (length < -1) {
        throw loader.failing(
            format("invalid field size").where(where(line + 1) + ", column " + loader.name(field)));
      }
      at += 4 + Math.max(0, length);
    }
    return at > end ? -1 : (int) at;
  }

  private void readRow(byte[] bytes, int from) {
    Column[] columns = loader.columns();
    int at = from;
    for (int field = 0; field < columns.length; field++) {
      int length = BigEndian.getInt(bytes, at);
      at += 4;
      if (length < 0) {
        columns[field].appendNull();
        continue;
      }
      try {
        loader
            .type(field)
            .parseBinary(bytes, at, length, loader.typmod(field), columns[field]);
      } catch (DatabaseException e) {
        throw loader.failing(e.where(where(line) + ", column " + loader.name(field)));
      }
      at += length;
    }
  }

  @Override
  public String finish() {
    if (!headerRead) {
      throw format(missingHeader(buffer.available()));
    }
    if (buffer.available() >= 2) {
      int field = missingField();
      throw loader.failing(
          format("unexpected EOF in COPY data")
              .where(where(line + 1) + ", column " + loader.name(field)));
    }
    return "COPY " + loader.finish();
  }

  private static String missingHeader(int available) {
    if (available < SIGNATURE.length) {
      return "COPY file signature not recognized";
    }
    int behind = available - SIGNATURE.length;
    String part = behind < 4 ? "missing flags" : behind < 8 ? "missing length" : "wrong length";
    return "invalid COPY file header (" + part + ")";
  }

  /// The field in which the data stop.
  private int missingField() {
    byte[] bytes = buffer.bytes();
    long at = buffer.from() + 2;
    for (int field = 0; field < loader.width(); field++) {
      if (buffer.to() - at < 4) {
        return field;
      }
      at += 4 + Math.max(0, BigEndian.getInt(bytes, (int) at));
      if (at > buffer.to()) {
        return field;
      }
    }
    return loader.width() - 1;
  }

  private String where(long number) {
    return CopyLines.line(loader.tableName(), number);
  }

  private static DatabaseException format(String message) {
    return new DatabaseException(SqlState.BAD_COPY_FILE_FORMAT, message);
  }

  /// The transaction rolls back what was inserted.
  @Override
  public void abort() {
    ended = true;
  }
}
