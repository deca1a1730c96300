package dev.omendb.pgwire.connection;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.pgwire.message.Output;
import dev.omendb.sql.session.Portal;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.session.RowSink;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// Writes result rows as DataRow messages, each value straight from its column into the output.
/// Reused from one portal to the next; confined to the connection's owner.
final class RowEncoder implements RowSink {
  private final Session session;
  private final Output output;
  private PgType[] types = new PgType[0];
  private boolean[] binary = new boolean[0];
  private int columnCount;
  private long rowCount;

  RowEncoder(Session session, Output output) {
    this.session = session;
    this.output = output;
  }

  /// Prepares for the rows of a portal.
  void open(Portal portal) {
    List<ResultColumn> columns = portal.columns();
    columnCount = columns == null ? 0 : columns.size();
    if (types.length < columnCount) {
      types = new PgType[columnCount];
      binary = new boolean[columnCount];
    }
    for (int i = 0; i < columnCount; i++) {
      types[i] = columns.get(i).type();
      binary[i] = portal.resultFormat(i) == 1;
    }
    rowCount = 0;
  }

  /// Rows written since [#open].
  long rowCount() {
    return rowCount;
  }

  @Override
  public void rows(Batch batch, int from, int to) {
    FormatSettings format = session.context().format();
    for (int row = from; row < to; row++) {
      boolean complete = false;
      output.begin('D');
      try {
        row(batch, row, format);
        complete = true;
      } finally {
        if (!complete) {
          output.abandon();
        }
      }
      output.end();
      output.passChunk();
    }
    rowCount += to - from;
  }

  private void row(Batch batch, int row, FormatSettings format) {
    output.writeShort(columnCount);
    for (int i = 0; i < columnCount; i++) {
      Column column = batch.column(i);
      if (column.isNull(row)) {
        output.writeInt(-1);
        continue;
      }
      int start = output.position();
      output.writeInt(0);
      if (binary[i]) {
        types[i].formatBinary(column, row, output);
      } else {
        types[i].formatText(column, row, format, output);
      }
      output.patchInt(start, output.position() - start - 4);
    }
  }
}
