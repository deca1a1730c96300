package dev.omendb.sql.function.system;

import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;

/// pg_advisory_lock and its family, over the service [AdvisoryLockTable].
final class AdvisoryLockFunctions {
  private AdvisoryLockFunctions() {}

  static void addTo(Implementations into) {
    for (boolean shared : new boolean[] {false, true}) {
      String mode = shared ? "_shared" : "";
      for (String keys : new String[] {"_int8", "_int4"}) {
        for (boolean transactional : new boolean[] {false, true}) {
          String scope = transactional ? "_xact" : "";
          into.row(
              "pg_advisory" + scope + "_lock" + mode + keys,
              (c, a, i, r) -> {
                table(c)
                    .lock(key(c, a, i), c.backendId(), shared, transactional, c::checkCancelled);
                SystemFunctions.putVoid(r);
              });
          into.row(
              "pg_try_advisory" + scope + "_lock" + mode + keys,
              (c, a, i, r) ->
                  put(r, table(c).tryLock(key(c, a, i), c.backendId(), shared, transactional)));
        }
        into.row(
            "pg_advisory_unlock" + mode + keys, (c, a, i, r) -> put(r, unlock(c, a, i, shared)));
      }
    }
    into.row(
        "pg_advisory_unlock_all",
        (c, a, i, r) -> {
          table(c).releaseSession(c.backendId());
          SystemFunctions.putVoid(r);
        });
  }

  private static AdvisoryLockTable table(CallContext context) {
    return context.service(AdvisoryLockTable.class);
  }

  private static AdvisoryLockTable.Key key(CallContext context, Column[] arguments, int row) {
    if (arguments.length == 2) {
      return new AdvisoryLockTable.Key(
          context.databaseOid(), integer(arguments[0], row), integer(arguments[1], row), true);
    }
    long key = number(arguments[0], row);
    return new AdvisoryLockTable.Key(context.databaseOid(), (int) (key >>> 32), (int) key, false);
  }

  private static boolean unlock(CallContext context, Column[] arguments, int row, boolean shared) {
    boolean held = table(context).unlock(key(context, arguments, row), context.backendId(), shared);
    if (!held) {
      String mode = shared ? "ShareLock" : "ExclusiveLock";
      context.notice("WARNING", "01000", "you don't own a lock of type " + mode);
    }
    return held;
  }
}
