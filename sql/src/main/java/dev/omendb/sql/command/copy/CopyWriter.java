package dev.omendb.sql.command.copy;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.session.CopyOutputListener;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.session.RowSink;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.FormatSettings;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Sends the rows of a COPY … TO STDOUT, one message for each row.
abstract class CopyWriter implements RowSink {
  final Session session;
  final CopyOptions options;
  final List<ResultColumn> columns;
  final FormatSettings format;
  final ByteArraySink out = new ByteArraySink(512);
  private final CopyOutputListener client;
  private long rowCount;

  CopyWriter(Session session, CopyOptions options, List<ResultColumn> columns) {
    this.session = session;
    this.options = options;
    this.columns = columns;
    this.client = session.client();
    this.format = session.context().format();
  }

  static CopyWriter of(Session session, CopyOptions options, List<ResultColumn> columns) {
    return switch (options.format()) {
      case TEXT -> new TextCopyWriter(session, options, columns);
      case CSV -> new CsvCopyWriter(session, options, columns);
      case BINARY -> new BinaryCopyWriter(session, options, columns);
    };
  }

  final long rowCount() {
    return rowCount;
  }

  final void start() {
    client.start(options.binary(), columns.size());
    header();
    if (!options.binary()) {
      flush();
    }
  }

  /// Writes what comes before the rows.
  abstract void header();

  /// Writes one row.
  abstract void row(Batch batch, int row);

  /// Writes what comes behind the rows.
  abstract void trailer();

  @Override
  public final void rows(Batch batch, int from, int to) {
    session.context().checkCancelled();
    for (int row = from; row < to; row++) {
      row(batch, row);
      flush();
    }
    rowCount += to - from;
  }

  final void end() {
    trailer();
    flush();
    client.end();
  }

  private void flush() {
    if (out.position() == 0) {
      return;
    }
    if (options.binary() || options.encoding().equals(StandardCharsets.UTF_8)) {
      client.data(out.bytes(), 0, out.position());
    } else {
      converted();
    }
    out.clear();
  }

  private void converted() {
    try {
      ByteBuffer bytes = options.encoding().newEncoder().encode(CharBuffer.wrap(out.toString()));
      client.data(bytes.array(), bytes.position(), bytes.remaining());
    } catch (CharacterCodingException e) {
      throw new DatabaseException(
          SqlState.UNTRANSLATABLE_CHARACTER,
          "a character has no equivalent in encoding \"" + options.encoding().name() + "\"",
          e);
    }
  }
}
