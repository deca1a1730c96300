package dev.omendb.sql.function.system;

import static dev.omendb.sql.function.Values.flag;
import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.real;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import dev.omendb.sql.type.array.ArrayBuilder;
import dev.omendb.sql.type.datetime.Interval;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Who and where the session is, its settings and transaction.
public final class SystemFunctions {
  private SystemFunctions() {}

  public static void addTo(Implementations into) {
    addSession(into);
    addSettings(into);
    addTransaction(into);
    addSleep(into);
    SizeFunctions.addTo(into);
    Privileges.addTo(into);
    Sequences.addTo(into);
    AdvisoryLockFunctions.addTo(into);
    BackendFunctions.addTo(into);
    NotificationFunctions.addTo(into);
    ServerState.addTo(into);
    HashFunctions.addTo(into);
    UuidExtension.addTo(into);
  }

  private static void addSession(Implementations into) {
    into.row("pgsql_version", (c, a, i, r) -> put(r, version(c)));
    into.row("current_database", (c, a, i, r) -> put(r, c.databaseName()));
    into.row("current_user", (c, a, i, r) -> put(r, c.userName()));
    into.row("session_user", (c, a, i, r) -> put(r, c.sessionUserName()));
    into.row("current_schema", SystemFunctions::currentSchema);
    into.row("current_schemas", SystemFunctions::currentSchemas);
    into.row("pg_backend_pid", (c, a, i, r) -> put(r, (long) c.backendId()));
    into.typedRow("pg_typeof", (types, t) -> (c, a, i, r) -> put(r, (long) types.get(0).oid()));
    into.row("pg_get_userbyid", SystemFunctions::userById);
    into.row("setseed", SystemFunctions::setSeed);
    into.row("gen_random_uuid", (c, a, i, r) -> put(r, RandomUuid.next(c.random())));
    into.row("pg_num_nulls", (c, a, i, r) -> put(r, countNulls(a, i)));
    into.row("pg_num_nonnulls", (c, a, i, r) -> put(r, a.length - countNulls(a, i)));
  }

  private static void addSettings(Implementations into) {
    into.row("show_config_by_name", (c, a, i, r) -> put(r, setting(c, text(a[0], i))));
    into.row(
        "show_config_by_name_missing_ok",
        (c, a, i, r) -> {
          String value = c.setting(text(a[0], i));
          if (value == null) {
            if (!flag(a[1], i)) {
              throw unknownSetting(text(a[0], i));
            }
            r.appendNull();
          } else {
            put(r, value);
          }
        });
    into.row("set_config_by_name", SystemFunctions::setConfig);
  }

  private static void addTransaction(Implementations into) {
    into.row("pg_current_xact_id", (c, a, i, r) -> transactionId(c, r));
    into.row(
        "pg_current_xact_id_if_assigned",
        (c, a, i, r) -> {
          if (c.transaction().isReadOnly()) {
            r.appendNull();
          } else {
            transactionId(c, r);
          }
        });
    into.row("pg_is_in_recovery", (c, a, i, r) -> put(r, false));
  }

  private static void addSleep(Implementations into) {
    into.lastingRow("pg_sleep", (c, a, i, r) -> sleep(c, real(a[0], i), r));
    into.lastingRow(
        "pg_sleep_for(interval)",
        (c, a, i, r) -> {
          Interval span = Interval.at((BytesColumn) a[0], i);
          double days = span.months() * 30.0 + span.days();
          sleep(c, days * 86400 + span.micros() / 1e6, r);
        });
    into.lastingRow(
        "pg_sleep_until(timestamptz)",
        (c, a, i, r) -> sleep(c, (number(a[0], i) - c.clockMicros()) / 1e6, r));
  }

  private static String version(CallContext context) {
    String version = context.setting("server_version");
    return "PostgreSQL "
        + (version == null ? "15" : version)
        + " on Java "
        + Runtime.version().feature()
        + ", 64-bit";
  }

  private static void currentSchema(
      CallContext context, Column[] arguments, int row, Column result) {
    var path = context.searchPath(false);
    if (path.isEmpty()) {
      result.appendNull();
    } else {
      put(result, path.get(0));
    }
  }

  private static void currentSchemas(
      CallContext context, Column[] arguments, int row, Column result) {
    ArrayBuilder names = new ArrayBuilder(Types.builtin().byOid(TypeOids.NAME));
    for (String schema : context.searchPath(flag(arguments[0], row))) {
      put(names.elements(), schema);
    }
    names.finish((BytesColumn) result);
  }

  private static void userById(CallContext context, Column[] arguments, int row, Column result) {
    long oid = number(arguments[0], row);
    put(
        result,
        context
            .catalog()
            .find(CatalogObject.Role.class, oid)
            .map(CatalogObject.Role::name)
            .orElse("unknown (OID=" + oid + ")"));
  }

  private static void setSeed(CallContext context, Column[] arguments, int row, Column result) {
    double seed = real(arguments[0], row);
    if (!(seed >= -1 && seed <= 1)) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "setseed parameter " + seed + " is out of allowed range [-1,1]");
    }
    context.seed(seed);
    putVoid(result);
  }

  /// The value of a function that returns void.
  static void putVoid(Column result) {
    ((BytesColumn) result).reserve(0);
  }

  private static long countNulls(Column[] arguments, int row) {
    long count = 0;
    for (Column argument : arguments) {
      count += argument.isNull(row) ? 1 : 0;
    }
    return count;
  }

  private static DatabaseException unknownSetting(String name) {
    return new DatabaseException(
        SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
  }

  private static String setting(CallContext context, String name) {
    String value = context.setting(name);
    if (value == null) {
      throw unknownSetting(name);
    }
    return value;
  }

  private static void setConfig(CallContext context, Column[] arguments, int row, Column result) {
    if (arguments[0].isNull(row)) {
      throw new DatabaseException(SqlState.NULL_VALUE_NOT_ALLOWED, "SET requires parameter name");
    }
    String value = arguments[1].isNull(row) ? "" : text(arguments[1], row);
    boolean local = !arguments[2].isNull(row) && flag(arguments[2], row);
    put(result, context.setSetting(text(arguments[0], row), value, local));
  }

  private static void transactionId(CallContext context, Column result) {
    long id = context.transaction().id();
    if (result instanceof LongColumn) {
      put(result, id);
    } else {
      byte[] text = Long.toString(id).getBytes(StandardCharsets.US_ASCII);
      context.type(TypeOids.XID8).parseText(text, 0, text.length, -1, context.format(), result);
    }
  }

  /// Sleeps in short steps, so that a cancel is noticed.
  private static void sleep(CallContext context, double seconds, Column result) {
    long until = System.nanoTime() + (long) (Math.max(0, seconds) * 1e9);
    try {
      for (long rest; (rest = until - System.nanoTime()) > 0; ) {
        context.checkCancelled();
        Thread.sleep(Duration.ofNanos(Math.min(rest, 20_000_000)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseException(
          SqlState.QUERY_CANCELED, "canceling statement due to user request", e);
    }
    context.checkCancelled();
    putVoid(result);
  }
}
