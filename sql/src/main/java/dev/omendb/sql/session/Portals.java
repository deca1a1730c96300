package dev.omendb.sql.session;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The open portals of a session, protocol portals and SQL cursors in one name space. Confined to
/// its session.
public final class Portals {
  private final Map<String, Portal> byName = new LinkedHashMap<>();

  /// Errors: 42P03 `cursor "c" already exists`; the unnamed portal is replaced.
  void add(Portal portal) {
    Portal before = byName.get(portal.name());
    if (before != null) {
      if (!portal.name().isEmpty()) {
        throw new DatabaseException(
            SqlState.DUPLICATE_CURSOR, "cursor \"" + portal.name() + "\" already exists");
      }
      before.close();
    }
    byName.put(portal.name(), portal);
  }

  /// A SQL cursor.
  public void declare(Portal portal) {
    add(portal);
  }

  public @Nullable Portal find(String name) {
    return byName.get(name);
  }

  /// Errors: 34000 `portal "p" does not exist`.
  public Portal get(String name) {
    Portal portal = byName.get(name);
    if (portal == null) {
      throw new DatabaseException(
          SqlState.INVALID_CURSOR_NAME, "portal \"" + name + "\" does not exist");
    }
    return portal;
  }

  public Collection<Portal> all() {
    return byName.values();
  }

  /// Closing a name that does not exist is no error.
  public void close(String name) {
    Portal portal = byName.remove(name);
    if (portal != null) {
      portal.close();
    }
  }

  /// The transaction is about to commit: cursors WITH HOLD make their rows their own.
  void holdCursors() {
    for (Portal portal : byName.values()) {
      Cursor cursor = portal.cursor();
      if (cursor != null && cursor.holdable() && !portal.held()) {
        cursor.materialise();
        portal.hold();
      }
    }
  }

  /// Back to a savepoint: portals made since are gone, but for the one that goes back.
  void closeSince(long savepoint) {
    for (Portal portal : List.copyOf(byName.values())) {
      boolean since = portal.savepoint() >= savepoint && !portal.executable().transactionControl();
      if (since && !portal.held()) {
        byName.remove(portal.name());
        portal.close();
      }
    }
  }

  /// The transaction is over: all portals but held cursors are gone.
  void closeAll() {
    for (Portal portal : List.copyOf(byName.values())) {
      if (!portal.held()) {
        byName.remove(portal.name());
        portal.close();
      }
    }
  }

  /// CLOSE ALL, DISCARD ALL: held cursors too.
  public void closeEverything() {
    byName.values().forEach(Portal::close);
    byName.clear();
  }

  /// An error: what was running holds no resources any more. Cursors live on until their
  /// transaction ends, for ROLLBACK TO may make them usable again.
  void closeRunning() {
    for (Portal portal : byName.values()) {
      if (!portal.held() && portal.cursor() == null) {
        portal.close();
      }
    }
  }
}
