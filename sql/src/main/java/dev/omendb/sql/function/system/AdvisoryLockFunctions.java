package dev.omendb.sql.function.system;

import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.lock.LockOwner;
import dev.omendb.engine.lock.LockTarget;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;

/// pg_advisory_lock and its family, over the session's [AdvisoryLocks].
final class AdvisoryLockFunctions {
  private AdvisoryLockFunctions() {}

  static void addTo(Implementations into) {
    for (boolean shared : new boolean[] {false, true}) {
      String mode = shared ? "_shared" : "";
      for (String keys : new String[] {"_int8", "_int4"}) {
        for (boolean transactional : new boolean[] {false, true}) {
          String scope = transactional ? "_xact" : "";
          into.lastingRow(
              "pg_advisory" + scope + "_lock" + mode + keys,
              (c, a, i, r) -> {
                lock(c, key(c, a, i), shared, transactional, LockWait.WAIT);
                SystemFunctions.putVoid(r);
              });
          into.lastingRow(
              "pg_try_advisory" + scope + "_lock" + mode + keys,
              (c, a, i, r) ->
                  put(r, lock(c, key(c, a, i), shared, transactional, LockWait.SKIP_LOCKED)));
        }
        into.lastingRow(
            "pg_advisory_unlock" + mode + keys, (c, a, i, r) -> put(r, unlock(c, a, i, shared)));
      }
    }
    into.lastingRow(
        "pg_advisory_unlock_all",
        (c, a, i, r) -> {
          locks(c).unlockAll();
          SystemFunctions.putVoid(r);
        });
  }

  private static AdvisoryLocks locks(CallContext context) {
    return context.service(AdvisoryLocks.class);
  }

  private static boolean lock(
      CallContext context,
      LockTarget.Advisory key,
      boolean shared,
      boolean transactional,
      LockWait wait) {
    LockOwner transaction = context.transaction().lockOwner();
    return transactional
        ? locks(context).lockForTransaction(key, shared, transaction, wait)
        : locks(context).lock(key, shared, transaction, wait);
  }

  private static LockTarget.Advisory key(CallContext context, Column[] arguments, int row) {
    if (arguments.length == 2) {
      return new LockTarget.Advisory(
          context.databaseOid(), integer(arguments[0], row), integer(arguments[1], row), 2);
    }
    long key = number(arguments[0], row);
    return new LockTarget.Advisory(context.databaseOid(), (int) (key >>> 32), (int) key, 1);
  }

  private static boolean unlock(CallContext context, Column[] arguments, int row, boolean shared) {
    boolean held = locks(context).unlock(key(context, arguments, row), shared);
    if (!held) {
      String mode = shared ? "ShareLock" : "ExclusiveLock";
      context.notice("WARNING", "01000", "you don't own a lock of type " + mode);
    }
    return held;
  }
}
