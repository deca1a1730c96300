package dev.omendb.sql.command.session;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.sql.command.session.SessionCommand.Traits;
import dev.omendb.sql.parse.statement.SessionStatement.Show;
import dev.omendb.sql.session.Executable;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.session.RowSink;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.Setting;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// SHOW and SHOW ALL.
final class ShowCommand {
  private ShowCommand() {}

  static Executable plan(Session session, Show show) {
    PgType text = session.context().type(TypeOids.TEXT);
    if (show.name().equals("all")) {
      return new SessionCommand(
          Traits.QUICK,
          columns(text, "name", "setting", "description"),
          (s, rows) -> showAll(s, rows));
    }
    return new SessionCommand(
        Traits.QUICK,
        columns(text, displayName(session, show.name())),
        (s, rows) -> show(s, show.name(), rows));
  }

  private static List<ResultColumn> columns(PgType type, String... names) {
    return Arrays.stream(names).map(name -> new ResultColumn(name, 0, 0, type, -1)).toList();
  }

  private static String displayName(Session session, String name) {
    value(session, name);
    Setting setting = session.settings().describe(name);
    return setting == null ? name : setting.name();
  }

  private static String show(Session session, String name, RowSink rows) {
    send(rows, value(session, name));
    return "SHOW";
  }

  private static String value(Session session, String name) {
    return switch (name) {
      case "transaction_isolation" -> session.transaction().isolation();
      case "transaction_read_only" -> session.transaction().readOnly() ? "on" : "off";
      case "transaction_deferrable" -> session.transaction().deferrable() ? "on" : "off";
      case "seed" -> "unavailable";
      default -> session.settings().get(name);
    };
  }

  private static String showAll(Session session, RowSink rows) {
    for (var entry : session.settings().all().entrySet()) {
      Setting setting = session.settings().describe(entry.getKey());
      send(
          rows,
          setting == null ? entry.getKey() : setting.name(),
          entry.getValue(),
          setting == null ? "" : setting.description());
    }
    return "SHOW";
  }

  /// Sends one row of texts.
  static void send(RowSink rows, String... values) {
    BytesColumn[] columns = new BytesColumn[values.length];
    for (int i = 0; i < values.length; i++) {
      columns[i] = new BytesColumn(1);
      columns[i].append(values[i].getBytes(StandardCharsets.UTF_8));
    }
    Batch row = new Batch(columns);
    rows.rows(row, 0, row.size());
  }
}
