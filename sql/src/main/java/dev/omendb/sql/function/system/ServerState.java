package dev.omendb.sql.function.system;

import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import java.util.List;
import java.util.Locale;

/// Encodings, and facts about the server that clients ask for.
final class ServerState {
  /// Names by PostgreSQL's encoding numbers.
  private static final List<String> ENCODINGS =
      List.of(
          "SQL_ASCII",
          "EUC_JP",
          "EUC_CN",
          "EUC_KR",
          "EUC_TW",
          "EUC_JIS_2004",
          "UTF8",
          "MULE_INTERNAL",
          "LATIN1",
          "LATIN2",
          "LATIN3",
          "LATIN4",
          "LATIN5",
          "LATIN6",
          "LATIN7",
          "LATIN8",
          "LATIN9",
          "LATIN10",
          "WIN1256",
          "WIN1258",
          "WIN866",
          "WIN874",
          "KOI8R",
          "WIN1251",
          "WIN1252",
          "ISO_8859_5",
          "ISO_8859_6",
          "ISO_8859_7",
          "ISO_8859_8",
          "WIN1250",
          "WIN1253",
          "WIN1254",
          "WIN1255",
          "WIN1257",
          "KOI8U",
          "SJIS",
          "BIG5",
          "GBK",
          "UHC",
          "GB18030",
          "JOHAB",
          "SHIFT_JIS_2004");

  private ServerState() {}

  static void addTo(Implementations into) {
    into.row(
        "PG_encoding_to_char",
        (c, a, i, r) -> {
          int code = integer(a[0], i);
          put(r, code >= 0 && code < ENCODINGS.size() ? ENCODINGS.get(code) : "");
        });
    into.row(
        "PG_char_to_encoding",
        (c, a, i, r) -> put(r, (long) ENCODINGS.indexOf(folded(text(a[0], i)))));
    into.row(
        "pg_encoding_max_length_sql",
        (c, a, i, r) -> {
          int code = integer(a[0], i);
          if (code < 0 || code >= ENCODINGS.size()) {
            r.appendNull();
          } else {
            put(r, code == 6 ? 4L : code >= 8 && code <= 34 || code == 0 ? 1L : 3L);
          }
        });
    into.row("getdatabaseencoding", (c, a, i, r) -> put(r, "UTF8"));
    into.row("pg_client_encoding", (c, a, i, r) -> put(r, "UTF8"));
    into.row("pg_jit_available", (c, a, i, r) -> put(r, false));
    into.row("pg_trigger_depth", (c, a, i, r) -> put(r, 0L));
    into.row("pg_my_temp_schema", (c, a, i, r) -> put(r, 0L));
    into.row("pg_is_other_temp_schema", (c, a, i, r) -> put(r, false));
    into.row("pg_is_wal_replay_paused", (c, a, i, r) -> put(r, false));
    into.row("pg_notification_queue_usage", (c, a, i, r) -> put(r, 0.0));
    for (String symbol :
        new String[] {
          "inet_client_addr",
          "inet_client_port",
          "inet_server_addr",
          "pg_last_wal_receive_lsn",
          "pg_last_wal_replay_lsn",
          "pg_last_xact_replay_timestamp"
        }) {
      into.row(symbol, (c, a, i, r) -> r.appendNull());
    }
    into.row("inet_server_port", ServerState::port);
  }

  private static void port(CallContext context, Column[] arguments, int row, Column result) {
    String port = context.setting("port");
    if (port == null) {
      result.appendNull();
    } else {
      put(result, Long.parseLong(port));
    }
  }

  private static String folded(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.equals("UTF-8") || upper.equals("UNICODE") ? "UTF8" : upper;
  }
}
