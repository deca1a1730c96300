package dev.omendb.sql.function.system;

import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import dev.omendb.sql.type.array.ArrayBuilder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// pg_cancel_backend, pg_terminate_backend, pg_blocking_pids.
final class BackendFunctions {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private BackendFunctions() {}

  static void addTo(Implementations into) {
    into.lastingRow(
        "pg_cancel_backend",
        (c, a, i, r) -> put(r, found(c, integer(a[0], i), backends(c).cancel(integer(a[0], i)))));
    into.lastingRow(
        "pg_terminate_backend",
        (c, a, i, r) ->
            put(r, terminate(c, integer(a[0], i), a.length < 2 ? 0 : number(a[1], i))));
    into.row(
        "pg_blocking_pids",
        (c, a, i, r) -> {
          ArrayBuilder pids = new ArrayBuilder(Types.builtin().byOid(TypeOids.INT4));
          for (int pid : c.storage().locks().blockers(integer(a[0], i))) {
            put(pids.elements(), pid);
          }
          pids.finish((BytesColumn) r);
        });
  }

  private static Backends backends(CallContext context) {
    return context.service(Backends.class);
  }

  private static boolean found(CallContext context, int processId, boolean found) {
    if (!found) {
      context.notice(
          "WARNING", "01000", "PID " + processId + " is not a PostgreSQL backend process");
    }
    return found;
  }

  /// @param timeoutMillis how long to wait for the session's end; 0 does not wait
  private static boolean terminate(CallContext context, int processId, long timeoutMillis) {
    if (timeoutMillis < 0) {
      throw new DatabaseException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "\"timeout\" must not be negative");
    }
    if (!found(context, processId, backends(context).terminate(processId))) {
      return false;
    }
    if (timeoutMillis == 0) {
      return true;
    }
    long start = System.nanoTime();
    while (backends(context).isRunning(processId)) {
      if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(timeoutMillis)) {
        context.notice(
            "WARNING",
            "01000",
            "backend with PID %d did not terminate within %d millisecond%s"
                .formatted(processId, timeoutMillis, timeoutMillis == 1 ? "" : "s"));
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
      context.checkCancelled();
    }
    return true;
  }
}
