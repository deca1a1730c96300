package dev.omendb.sql.command.copy;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.command.copy.CopyOptions.BadRows;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.InputErrors;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads the values of a line into the loader's columns: the part that text and CSV share. A
/// subclass finds where the next field ends and what it says.
abstract class FieldReader {
  final CopyLoader loader;
  final byte delimiter;
  private final byte[] nullText;
  private final byte @Nullable [] defaultText;
  private final BadRows badRows;

  /// Holds a field whose bytes in the line are not those of its value.
  final ByteArraySink scratch = new ByteArraySink();

  /// The field found last: `value[valueFrom, valueTo)`, or NULL.
  byte[] value = {};

  int valueFrom;
  int valueTo;
  boolean isNull;
  boolean isDefault;

  /// Where the search for the next field goes on; one more than the line's end when there is none.
  int next;

  FieldReader(CopyLoader loader, CopyOptions options) {
    this.loader = loader;
    this.delimiter = options.delimiter();
    this.nullText = options.nullText();
    this.defaultText = options.defaultText();
    this.badRows = options.badRows();
  }

  /// Finds the field that starts at `from`.
  abstract void field(byte[] bytes, int from, int end);

  /// Last say over a field: FORCE_NULL, FORCE_NOT_NULL.
  abstract void adjust(int column);

  /// Appends the values of a line; false when one of them cannot be read and such rows are left
  /// out: what is appended means nothing then. Errors with CONTEXT: 22P04, those of the types.
  final boolean read(byte[] bytes, int from, int end, long line) {
    Column[] columns = loader.columns();
    next = from;
    for (int c = 0; c < columns.length; c++) {
      if (next > end) {
        throw lineError(
            "missing data for column \"" + loader.name(c) + "\"", bytes, from, end, line);
      }
      try {
        field(bytes, next, end);
      } catch (DatabaseException e) {
        throw failed(e.where(context(bytes, from, end, line)));
      }
      adjust(c);
      if (isNull) {
        columns[c].appendNull();
      } else if (isDefault) {
        appendDefault(c, bytes, from, end, line);
      } else if (!append(columns[c], c, bytes, from, end, line)) {
        for (int rest = c; rest < columns.length; rest++) {
          columns[rest].appendNull();
        }
        return false;
      }
    }
    if (next <= end && (columns.length > 0 || end > from)) {
      throw lineError("extra data after last expected column", bytes, from, end, line);
    }
    return true;
  }

  private void appendDefault(int c, byte[] bytes, int from, int end, long line) {
    if (!loader.appendDefault(c)) {
      throw failed(
          new DatabaseException(
                  SqlState.BAD_COPY_FILE_FORMAT, "unexpected default marker in COPY data")
              .detail("Column \"" + loader.name(c) + "\" has no default value.")
              .where(context(bytes, from, end, line)));
    }
  }

  /// False when the value cannot be read and its row is left out.
  private boolean append(Column column, int c, byte[] bytes, int from, int end, long line) {
    try {
      loader
          .type(c)
          .parseText(value, valueFrom, valueTo, loader.typmod(c), loader.format(), column);
      return true;
    } catch (DatabaseException e) {
      int columnsLeft = loader.width() - c - 1;
      String name = loader.name(c);
      boolean badBytes = e.state() == SqlState.CHARACTER_NOT_IN_REPERTOIRE;
      String shown = CopyLines.shown(value, valueFrom, valueTo);
      String context =
          badBytes
              ? value == bytes
                  ? CopyLines.line(loader.tableName(), line)
                  : context(bytes, from, end, line)
              : "%s, column %s: \"%s\""
                  .formatted(CopyLines.line(loader.tableName(), line), name, shown);
      if (fieldsLeft(bytes, end) > columnsLeft) {
        throw lineError("extra data after last expected column", bytes, from, end, line);
      }
      if (badRows == BadRows.END || badBytes || !e.state().code().startsWith("22")) {
        throw failed(e.where(context));
      }
      if (badRows == BadRows.SKIP_WITH_NOTICE) {
        loader.notice(
            "skipping row due to data type incompatibility at line %d for column \"%s\": \"%s\""
                .formatted(line, name, shown));
      }
      return false;
    }
  }

  /// Too many fields are reported before a bad value.
  private int fieldsLeft(byte[] bytes, int end) {
    int count = 0;
    while (next <= end) {
      field(bytes, next, end);
      count++;
    }
    return count;
  }

  final boolean isNullText(byte[] bytes, int from, int to) {
    return is(nullText, bytes, from, to);
  }

  final boolean isDefaultText(byte[] bytes, int from, int to) {
    return defaultText != null && is(defaultText, bytes, from, to);
  }

  private static boolean is(byte[] marker, byte[] bytes, int from, int to) {
    return to - from == marker.length
        && Arrays.equals(bytes, from, to, marker, 0, marker.length);
  }

  private String context(byte[] bytes, int from, int end, long line) {
    return CopyLines.line(loader.tableName(), line, bytes, from, end);
  }

  private DatabaseException lineError(
      String message, byte[] bytes, int from, int end, long line) {
    return failed(
        new DatabaseException(SqlState.BAD_COPY_FILE_FORMAT, message)
            .where(context(bytes, from, end, line)));
  }

  private DatabaseException failed(DatabaseException error) {
    return loader.failing(error);
  }

  /// HEADER MATCH. Errors: 22P04.
  final void matchHeader(byte[] bytes, int from, int end, long line) {
    next = from;
    int fields = 0;
    while (next <= end) {
      field(bytes, next, end);
      fields++;
    }
    if (fields != loader.width()) {
      throw lineError(
          "wrong number of fields in header line: got %d, expected %d"
              .formatted(fields, loader.width()),
          bytes, from, end, line);
    }
    next = from;
    for (int c = 0; c < fields; c++) {
      field(bytes, next, end);
      String expected = loader.name(c);
      String got = InputErrors.text(value, valueFrom, valueTo);
      if (isNull) {
        throw lineError(
            "column name mismatch in header line field %d: got null value (\"%s\"), expected \"%s\""
                .formatted(c + 1, InputErrors.text(nullText, 0, nullText.length), expected),
            bytes, from, end, line);
      }
      if (!got.equals(expected)) {
        throw lineError(
            "column name mismatch in header line field %d: got \"%s\", expected \"%s\""
                .formatted(c + 1, got, expected),
            bytes, from, end, line);
      }
    }
  }
}
