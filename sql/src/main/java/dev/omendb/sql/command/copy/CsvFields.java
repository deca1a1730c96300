package dev.omendb.sql.command.copy;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;

/// Fields of the CSV format: separated by the delimiter, quoted or not, or both in turn.
final class CsvFields extends FieldReader {
  private final byte quote;
  private final byte escape;
  private final boolean[] forceNotNull;
  private final boolean[] forceNull;

  CsvFields(CopyLoader loader, CopyOptions options) {
    super(loader, options);
    this.quote = options.quote();
    this.escape = options.escape();
    this.forceNotNull =
        CopyColumns.chosen(
            loader.names(), options.forceNotNull(), "FORCE_NOT_NULL", loader.tableName());
    this.forceNull =
        CopyColumns.chosen(loader.names(), options.forceNull(), "FORCE_NULL", loader.tableName());
  }

  @Override
  void field(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end) {
      byte b = bytes[at];
      if (b == delimiter) {
        break;
      }
      if (b == quote) {
        quoted(bytes, from, at, end);
        return;
      }
      at++;
    }
    value = bytes;
    valueFrom = from;
    valueTo = at;
    next = at + 1;
    isNull = isNullText(bytes, from, at);
    isDefault = isDefaultText(bytes, from, at);
  }

  /// A field with a quote at `firstQuote`; such a field is never NULL.
  private void quoted(byte[] bytes, int from, int firstQuote, int end) {
    scratch.clear();
    scratch.writeBytes(bytes, from, firstQuote - from);
    int at = firstQuote;
    while (at < end) {
      byte b = bytes[at];
      if (b == delimiter) {
        break;
      }
      at++;
      if (b == quote) {
        at = insideQuotes(bytes, at, end);
      } else {
        scratch.writeByte(b);
      }
    }
    next = at + 1;
    isNull = false;
    isDefault = false;
    value = scratch.bytes();
    valueFrom = 0;
    valueTo = scratch.position();
  }

  /// Copies up to the closing quote; returns what is behind it.
  private int insideQuotes(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end) {
      byte b = bytes[at++];
      if (b == escape && at < end && (bytes[at] == escape || bytes[at] == quote)) {
        scratch.writeByte(bytes[at++]);
      } else if (b == quote) {
        return at;
      } else {
        scratch.writeByte(b);
      }
    }
    throw new DatabaseException(
        SqlState.BAD_COPY_FILE_FORMAT, "unterminated CSV quoted field");
  }

  @Override
  void adjust(int column) {
    if (isNull && forceNotNull[column]) {
      isNull = false;
    } else if (!isNull && forceNull[column] && isNullText(value, valueFrom, valueTo)) {
      isNull = true;
    }
  }
}
