package dev.omendb.pgwire.connection;

import dev.omendb.sql.session.Outcome;
import dev.omendb.sql.session.Portal;
import dev.omendb.sql.session.Session;
import org.jspecify.annotations.Nullable;

/// One Execute of a portal, in one go on a pool thread, or with its first rows on the network
/// thread and the rest on the pool. Confined to the connection's owner.
final class PortalRun {
  /// Rows the network thread sends before it hands a result over.
  private static final int LOOP_ROWS = 2_048;

  private final Session session;
  private final RowEncoder rows;
  private final Portal portal;
  private final int maxRows;
  private boolean handedOver;

  PortalRun(Session session, RowEncoder rows, Portal portal, int maxRows) {
    this.session = session;
    this.rows = rows;
    this.portal = portal;
    this.maxRows = Math.max(0, maxRows);
    rows.open(portal);
  }

  /// True when the network thread may start it.
  boolean isShort() {
    return portal.shortRunning();
  }

  Portal portal() {
    return portal;
  }

  /// Runs on; null when the pool must continue.
  @Nullable Outcome run(boolean onLoop) {
    int left = maxRows == 0 ? 0 : (int) (maxRows - rows.rowCount());
    int limit = onLoop && (left == 0 || left > LOOP_ROWS) ? LOOP_ROWS : left;
    Outcome outcome =
        onLoop ? session.executeShort(portal, limit, rows) : session.execute(portal, limit, rows);
    if (outcome == null) {
      return null;
    }
    return switch (outcome) {
      case Outcome.Complete complete -> complete(complete);
      case Outcome.CopyIn copy -> copy;
      case Outcome.Suspended suspended -> {
        if (limit != left) {
          handedOver = true;
          yield null;
        }
        yield suspended;
      }
    };
  }

  /// A run in two parts knows the rows of its last part only; the tag must count all.
  private Outcome complete(Outcome.Complete complete) {
    return handedOver && complete.tag().startsWith("SELECT ")
        ? new Outcome.Complete("SELECT " + rows.rowCount())
        : complete;
  }
}
