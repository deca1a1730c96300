package dev.omendb.sql.command.copy;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.command.copy.CopyOptions.Header;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.type.ByteArraySink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The CSV format: quotes where a value would be taken for something else.
final class CsvCopyWriter extends CopyWriter {
  private static final byte[] END_MARKER = {'\\', '.'};

  private final ByteArraySink scratch = new ByteArraySink(256);
  private final boolean[] forceQuote;

  CsvCopyWriter(Session session, CopyOptions options, List<ResultColumn> columns) {
    super(session, options, columns);
    this.forceQuote =
        CopyColumns.chosen(
            columns.stream().map(ResultColumn::name).toList(), options.forceQuote(),
            "FORCE_QUOTE", "");
  }

  @Override
  void header() {
    if (options.header() == Header.NONE) {
      return;
    }
    for (int c = 0; c < columns.size(); c++) {
      delimit(c);
      byte[] name = columns.get(c).name().getBytes(StandardCharsets.UTF_8);
      int start = out.position();
      out.writeBytes(name, 0, name.length);
      quoteFrom(start, false);
    }
    out.writeByte('\n');
  }

  private void delimit(int column) {
    if (column > 0) {
      out.writeByte(options.delimiter());
    }
  }

  @Override
  void row(Batch batch, int row) {
    for (int c = 0; c < columns.size(); c++) {
      delimit(c);
      if (batch.column(c).isNull(row)) {
        out.writeBytes(options.nullText(), 0, options.nullText().length);
      } else {
        int start = out.position();
        columns.get(c).type().formatText(batch.column(c), row, format, out);
        quoteFrom(start, forceQuote[c]);
      }
    }
    out.writeByte('\n');
  }

  /// Quotes what was written since `start`, if it must be.
  private void quoteFrom(int start, boolean force) {
    int end = out.position();
    byte[] bytes = out.bytes();
    if (!force && !needsQuotes(bytes, start, end)) {
      return;
    }
    scratch.clear();
    scratch.writeBytes(bytes, start, end - start);
    out.truncate(start);
    out.writeByte(options.quote());
    byte[] source = scratch.bytes();
    for (int i = 0; i < scratch.position(); i++) {
      if (source[i] == options.quote() || source[i] == options.escape()) {
        out.writeByte(options.escape());
      }
      out.writeByte(source[i]);
    }
    out.writeByte(options.quote());
  }

  private boolean needsQuotes(byte[] bytes, int start, int end) {
    byte[] nullText = options.nullText();
    if (Arrays.equals(bytes, start, end, nullText, 0, nullText.length)
        || columns.size() == 1 && Arrays.equals(bytes, start, end, END_MARKER, 0, 2)) {
      return true;
    }
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (b == options.delimiter() || b == options.quote() || b == '\n' || b == '\r') {
        return true;
      }
    }
    return false;
  }

  @Override
  void trailer() {}
}
