package dev.omendb.sql.command.session;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.execute.RowBuffer;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.session.Cursor;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.session.RowSink;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A cursor over a running query. Rows are numbered from 1; `position` 0 is before the first, and
/// one more than the number of rows is behind the last.
///
/// A cursor that may go backwards keeps what it has read. One of which nobody said whether it may
/// keeps the rows only while they are few, and then goes forward only.
final class QueryCursor implements Cursor {
  /// Rows kept without being asked to.
  private static final int KEPT_UNASKED = 10_000;

  /// How far a cursor can go.
  enum Scroll {
    YES,
    NO,
    UNSAID
  }

  private final Executable query;
  private final Scroll scroll;
  private final boolean hold;
  private final boolean binary;
  private Executable.@Nullable Running source;
  private @Nullable RowBuffer kept;

  /// Rows read from the query before the first one in `kept`.
  private long base;

  private long position;
  private boolean closed;

  QueryCursor(
      Executable query, Executable.Running source, Scroll scroll, boolean hold, boolean binary) {
    this.query = query;
    this.source = source;
    this.scroll = scroll;
    this.hold = hold;
    this.binary = binary;
    this.kept = scroll == Scroll.NO ? null : newBuffer();
  }

  private RowBuffer newBuffer() {
    List<ResultColumn> columns = Objects.requireNonNull(query.columns());
    return new RowBuffer(new RowLayout(columns.stream().map(ResultColumn::type).toList()));
  }

  List<ResultColumn> columns() {
    return Objects.requireNonNull(query.columns());
  }

  @Override
  public Executable executable() {
    return new CursorExecutable(this);
  }

  @Override
  public boolean holdable() {
    return hold;
  }

  @Override
  public boolean binary() {
    return binary;
  }

  @Override
  public boolean scrollable() {
    return scroll == Scroll.YES || kept != null && base == 0;
  }

  /// True when the cursor is on a row.
  boolean onRow() {
    return position > 0 && (source != null || position <= end());
  }

  /// The number of the last row, when all are read.
  private long end() {
    return kept == null ? position - 1 : base + kept.size();
  }

  /// Moves over up to `count` rows and sends them; returns how many there were.
  long forward(long count, RowSink sink) {
    requireOpen();
    long sent = 0;
    RowBuffer buffer = kept;
    if (buffer != null && position - base < buffer.size()) {
      int from = (int) Math.max(0, position - base);
      int to = from + (int) Math.min(buffer.size() - from, count);
      sink.rows(buffer.batch(), from, to);
      sent = to - from;
      position += sent;
    }
    if (sent < count && source != null) {
      sent += read(count - sent, sink);
    }
    if (sent < count && source == null) {
      position = Math.max(position, end() + 1);
    }
    return sent;
  }

  /// Reads from the query, keeping what must be kept; the position is behind all that was read.
  private long read(long count, RowSink sink) {
    long read = 0;
    while (read < count) {
      Executable.Running running = source;
      if (running == null) {
        break;
      }
      int limit = (int) Math.min(count - read, Integer.MAX_VALUE);
      long[] rows = {0};
      boolean all = count == Long.MAX_VALUE;
      Outcome outcome =
          running.run(
              all ? 0 : limit,
              (batch, from, to) -> {
                rows[0] += to - from;
                keep(batch, from, to);
                sink.rows(batch, from, to);
              });
      read += rows[0];
      position += rows[0];
      if (outcome instanceof Outcome.Complete) {
        source = null;
        running.close();
        if (kept == null) {
          base = position;
        }
      }
    }
    return read;
  }

  private void keep(Batch batch, int from, int to) {
    RowBuffer buffer = kept;
    if (buffer == null) {
      return;
    }
    if (scroll == Scroll.UNSAID && buffer.size() + to - from > KEPT_UNASKED) {
      kept = null;
      return;
    }
    if (from == 0 && to == batch.size()) {
      buffer.append(batch);
    } else {
      for (int row = from; row < to; row++) {
        buffer.appendRow(batch, row);
      }
    }
  }

  /// Moves back over up to `count` rows, the nearest first.
  long backward(long count, RowSink sink) {
    requireOpen();
    RowBuffer buffer = requireBackward();
    long sent = 0;
    while (sent < count && position > 1) {
      position--;
      int row = (int) (position - 1 - base);
      sink.rows(buffer.batch(), row, row + 1);
      sent++;
    }
    if (sent < count) {
      position = 0;
    }
    return sent;
  }

  /// The row the cursor is on, again.
  long again(RowSink sink) {
    requireOpen();
    if (!onRow()) {
      return 0;
    }
    RowBuffer buffer = requireBackward();
    int row = (int) (position - 1 - base);
    sink.rows(buffer.batch(), row, row + 1);
    return 1;
  }

  /// Goes to a row counted from the start, or from the end when negative; 0 is before the first.
  long absolute(long row, RowSink sink) {
    requireOpen();
    if (row < 0) {
      requireBackward();
      forward(Long.MAX_VALUE, QueryCursor::nowhere);
      long target = end() + 1 + row;
      return at(Math.max(0, target), sink);
    }
    if (row > position) {
      forward(row - position - 1, QueryCursor::nowhere);
      return position == row - 1 ? forward(1, sink) : 0;
    }
    return at(row, sink);
  }

  /// Goes back to a row, or to 0.
  private long at(long row, RowSink sink) {
    requireBackward();
    position = row;
    return row == 0 ? 0 : again(sink);
  }

  long relative(long distance, RowSink sink) {
    requireOpen();
    if (distance == 0) {
      return again(sink);
    }
    if (distance > 0) {
      long skipped = forward(distance - 1, QueryCursor::nowhere);
      return skipped == distance - 1 ? forward(1, sink) : 0;
    }
    long skipped = backward(-distance - 1, QueryCursor::nowhere);
    return skipped == -distance - 1 ? backward(1, sink) : 0;
  }

  private static void nowhere(Batch batch, int from, int to) {}

  private RowBuffer requireBackward() {
    RowBuffer buffer = kept;
    if (buffer == null || base > 0) {
      throw new DatabaseException(
              SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "cursor can only scan forward")
          .hint("Declare it with SCROLL option to enable backward scan.");
    }
    return buffer;
  }

  private void requireOpen() {
    if (closed) {
      throw new DatabaseException(
          SqlState.INVALID_CURSOR_STATE, "the cursor's rows are gone");
    }
  }

  /// Reads what is left, so that no transaction is needed any more.
  @Override
  public void materialise() {
    requireOpen();
    if (source == null) {
      return;
    }
    long at = position;
    if (kept == null) {
      kept = newBuffer();
      base = position;
    }
    RowBuffer buffer = Objects.requireNonNull(kept);
    Executable.Running running = Objects.requireNonNull(source);
    running.run(
        0,
        (batch, from, to) -> {
          for (int row = from; row < to; row++) {
            buffer.appendRow(batch, row);
          }
        });
    source = null;
    running.close();
    position = at;
  }

  @Override
  public void close() {
    closed = true;
    Executable.Running running = source;
    source = null;
    kept = null;
    if (running != null) {
      running.close();
    }
  }
}
