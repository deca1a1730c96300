package dev.omendb.sql.command.copy;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.command.copy.CopyOptions.Header;
import dev.omendb.sql.session.CopyInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// COPY … FROM STDIN in the text and CSV formats: [LineScanner] finds the lines, a [FieldReader]
/// their values.
final class TextCopyInput implements CopyInput {
  private final CopyLoader loader;
  private final CopyOptions options;
  private final LineScanner lines;
  private final FieldReader fields;
  private final CopyBuffer buffer = new CopyBuffer();
  private boolean headerDue;
  private boolean ended;
  private long skipped;

  TextCopyInput(CopyLoader loader, CopyOptions options) {
    this.loader = loader;
    this.options = options;
    this.lines = new LineScanner(options, loader.tableName());
    this.fields = options.csv() ? new CsvFields(loader, options) : new TextFields(loader, options);
    this.headerDue = options.header() != Header.NONE;
  }

  @Override
  public boolean binary() {
    return false;
  }

  @Override
  public int columnCount() {
    return loader.width();
  }

  @Override
  public void data(byte[] source, int from, int length) {
    if (ended) {
      return;
    }
    if (options.encoding().equals(StandardCharsets.UTF_8)) {
      buffer.append(source, from, length);
    } else {
      // Encodings of one byte a character only: chunks may be cut anywhere.
      byte[] converted =
          options
              .encoding()
              .decode(ByteBuffer.wrap(source, from, length))
              .toString()
              .getBytes(StandardCharsets.UTF_8);
      buffer.append(converted, 0, converted.length);
    }
    readLines(false);
  }

  private void readLines(boolean last) {
    while (!ended) {
      int end;
      try {
        end = lines.next(buffer.bytes(), buffer.from(), buffer.to(), last);
      } catch (DatabaseException e) {
        throw loader.failing(e);
      }
      if (end == LineScanner.MORE) {
        return;
      }
      if (end == LineScanner.END_MARKER) {
        ended = true;
        return;
      }
      int from = buffer.from();
      line(buffer.bytes(), from, end);
      buffer.skipTo(lines.nextFrom());
    }
  }

  private void line(byte[] bytes, int from, int end) {
    if (headerDue) {
      headerDue = false;
      if (options.header() == Header.MATCH) {
        fields.matchHeader(bytes, from, end, lines.lineNumber());
      }
      return;
    }
    if (fields.read(bytes, from, end, lines.lineNumber())) {
      loader.rowDone(lines.lineNumber(), bytes, from, end);
    } else {
      skipped++;
      loader.rowRejected(lines.lineNumber());
    }
  }

  @Override
  public String finish() {
    readLines(true);
    String tag = "COPY " + loader.finish();
    if (skipped > 0) {
      loader.notice(
          skipped == 1
              ? "1 row was skipped due to data type incompatibility"
              : skipped + " rows were skipped due to data type incompatibility");
    }
    return tag;
  }

  /// The transaction rolls back what was inserted.
  @Override
  public void abort() {
    ended = true;
  }
}
