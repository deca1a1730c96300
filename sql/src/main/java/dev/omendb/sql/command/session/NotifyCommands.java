package dev.omendb.sql.command.session;

import dev.omendb.sql.command.session.SessionCommand.Traits;
import dev.omendb.sql.parse.statement.SessionStatement.Listen;
import dev.omendb.sql.parse.statement.SessionStatement.Notify;
import dev.omendb.sql.parse.statement.SessionStatement.Unlisten;
import dev.omendb.sql.session.Executable;

/// LISTEN, UNLISTEN, NOTIFY.
final class NotifyCommands {
  private NotifyCommands() {}

  static Executable listen(Listen listen) {
    return SessionCommand.of(
        Traits.QUICK,
        (session, rows) -> {
          Notifications.of(session).listen(listen.channel());
          return "LISTEN";
        });
  }

  static Executable unlisten(Unlisten unlisten) {
    return SessionCommand.of(
        Traits.QUICK,
        (session, rows) -> {
          Notifications.of(session).unlisten(unlisten.channel());
          return "UNLISTEN";
        });
  }

  static Executable notify(Notify notify) {
    return SessionCommand.of(
        Traits.QUICK,
        (session, rows) -> {
          Notifications.of(session).send(notify.channel(), notify.payload());
          return "NOTIFY";
        });
  }
}
