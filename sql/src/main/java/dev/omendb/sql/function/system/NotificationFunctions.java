package dev.omendb.sql.function.system;

import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.set.Series;
import java.util.List;

/// pg_notify and pg_listening_channels, over the service [NotificationSender].
final class NotificationFunctions {
  private NotificationFunctions() {}

  static void addTo(Implementations into) {
    into.row("pg_notify", NotificationFunctions::send);
    into.set(
        "pg_listening_channels",
        Series.ofText((context, arguments, row) -> List.copyOf(sender(context).channels())));
  }

  private static void send(CallContext context, Column[] arguments, int row, Column result) {
    sender(context).send(orEmpty(arguments[0], row), orEmpty(arguments[1], row));
    SystemFunctions.putVoid(result);
  }

  private static String orEmpty(Column texts, int row) {
    return texts.isNull(row) ? "" : text(texts, row);
  }

  private static NotificationSender sender(CallContext context) {
    return context.service(NotificationSender.class);
  }
}
