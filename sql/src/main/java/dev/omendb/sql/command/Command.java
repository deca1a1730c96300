package dev.omendb.sql.command;

import dev.omendb.sql.session.Session;

/// A utility statement that returns no rows.
@FunctionalInterface
public interface Command {
  /// Runs it inside the session's transaction and returns the command tag.
  String run(Session session);
}
