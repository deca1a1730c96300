package dev.omendb.sql.session;

import dev.omendb.engine.column.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement bound to parameter values: what Execute runs, and what a cursor is. Confined to its
/// session.
public final class Portal {
  private final String name;
  private final PreparedStatement statement;
  private final Executable executable;
  private final Batch parameters;
  private final short[] resultFormats;
  private Executable.@Nullable Running running;
  private boolean finished;
  private @Nullable String finalTag;
  private boolean held;
  private @Nullable Cursor cursor;
  private long savepoint;

  /// Whether it keeps the statement's own plan from other portals.
  private boolean reserves;

  Portal(
      String name,
      PreparedStatement statement,
      Executable executable,
      Batch parameters,
      short[] resultFormats) {
    this.name = name;
    this.statement = statement;
    this.executable = executable;
    this.parameters = parameters;
    this.resultFormats = resultFormats;
    this.reserves = executable == statement.executable();
    if (reserves) {
      statement.reserve();
    }
  }

  public String name() {
    return name;
  }

  public PreparedStatement statement() {
    return statement;
  }

  public @Nullable List<ResultColumn> columns() {
    return executable.columns();
  }

  public boolean shortRunning() {
    return executable.shortRunning();
  }

  /// Format of result column `index`: 0 text, 1 binary.
  public int resultFormat(int index) {
    return switch (resultFormats.length) {
      case 0 -> 0;
      case 1 -> resultFormats[0];
      default -> resultFormats[index];
    };
  }

  public Executable executable() {
    return executable;
  }

  /// The last savepoint set when it was made.
  long savepoint() {
    return savepoint;
  }

  void madeSince(long lastSavepoint) {
    savepoint = lastSavepoint;
  }

  /// The cursor a DECLARE made, or null for a portal of the protocol.
  public @Nullable Cursor cursor() {
    return cursor;
  }

  void cursor(Cursor declared) {
    cursor = declared;
  }

  /// WITH HOLD: outlives its transaction. The owner has made its rows independent of it.
  public void hold() {
    held = true;
  }

  public boolean held() {
    return held;
  }

  public boolean started() {
    return running != null || finished;
  }

  boolean finished() {
    return finished;
  }

  /// Goes on for up to `maxRows` rows (0: all): FETCH and EXECUTE inside their own run.
  public Outcome run(Session session, int maxRows, RowSink sink) {
    if (finished) {
      return new Outcome.Complete(rerunTag());
    }
    if (running == null) {
      running =
          maxRows > 0
              ? executable.startInPieces(session, parameters)
              : executable.start(session, parameters);
    }
    Outcome outcome = running.run(maxRows, sink);
    if (outcome instanceof Outcome.Complete complete) {
      finalTag = complete.tag();
      finished = true;
      release();
    }
    return outcome;
  }

  /// Forgets a run that was broken off before its first row: it can start again.
  void restart() {
    Executable.Running broken = running;
    running = null;
    if (broken != null) {
      broken.close();
    }
  }

  /// Ends its run and releases what that holds.
  public void close() {
    finished = true;
    release();
    if (cursor != null) {
      cursor.close();
    }
  }

  private void release() {
    Executable.Running open = running;
    running = null;
    if (reserves) {
      reserves = false;
      statement.release(executable);
    }
    if (open != null) {
      open.close();
    }
  }

  /// An Execute of a portal that is at its end: `SELECT 0`.
  private String rerunTag() {
    String tag = finalTag == null ? "SELECT 0" : finalTag;
    int space = tag.lastIndexOf(' ');
    return columns() != null && space > 0 ? tag.substring(0, space) + " 0" : tag;
  }
}
