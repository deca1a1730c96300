package dev.omendb.sql.command.session;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.command.session.SessionCommand.Traits;
import dev.omendb.sql.function.system.AdvisoryLocks;
import dev.omendb.sql.function.system.SessionSequences;
import dev.omendb.sql.parse.statement.SessionStatement.Discard;
import dev.omendb.sql.parse.statement.SessionStatement.Target;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.Session;

/// DISCARD.
final class DiscardCommand {
  private DiscardCommand() {}

  static Executable plan(Discard discard) {
    return SessionCommand.of(
        discard.target() == Target.ALL ? Traits.ALONE : Traits.SLOW,
        (session, rows) -> discard(session, discard.target()));
  }

  private static String discard(Session session, Target target) {
    switch (target) {
      case ALL -> all(session);
      case PLANS -> session.statements().forgetPlans();
      case SEQUENCES -> session.context().service(SessionSequences.class).clear();
      case TEMP -> discardTemporary(session);
    }
    return "DISCARD " + target;
  }

  private static void all(Session session) {
    requireNoBlock(session, "DISCARD ALL");
    session.portals().closeEverything();
    session.settings().set("session_authorization", null, false);
    session.settings().resetAll();
    session.statements().deallocate(null);
    session.statements().forgetPlans();
    Notifications.of(session).unlisten(null);
    session.context().service(AdvisoryLocks.class).unlockAll();
    discardTemporary(session);
    session.context().service(SessionSequences.class).clear();
  }

  private static void discardTemporary(Session session) {
    session.services().discardTemporary(session);
  }

  /// Errors: 25001 `VACUUM cannot run inside a transaction block`.
  static void requireNoBlock(Session session, String command) {
    if (session.transaction().inBlock()) {
      throw new DatabaseException(
          SqlState.ACTIVE_SQL_TRANSACTION,
          command + " cannot run inside a transaction block");
    }
  }
}
