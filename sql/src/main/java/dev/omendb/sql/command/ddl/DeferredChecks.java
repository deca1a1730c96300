package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.SessionServices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks of deferred constraints that wait for the transaction's end, and SET CONSTRAINTS.
/// Confined to its session.
public final class DeferredChecks implements SessionServices.TransactionListener {
  private final List<Check> checks = new ArrayList<>();
  private final Map<Long, Boolean> modes = new HashMap<>();
  private @Nullable Boolean all;

  /// @param savepoint the last one set before
  private record Check(long constraintOid, long savepoint, Runnable work) {}

  static DeferredChecks of(Session session) {
    return session.services().get(DeferredChecks.class, DeferredChecks::new);
  }

  /// True when the constraint is checked at the end of the running transaction.
  static boolean isDeferred(Session session, Constraint constraint) {
    return constraint.deferrable() && of(session).mode(constraint);
  }

  private boolean mode(Constraint constraint) {
    Boolean own = modes.get(constraint.oid());
    if (own != null) {
      return own;
    }
    Boolean every = all;
    return every == null ? constraint.initiallyDeferred() : every;
  }

  void add(Session session, Constraint constraint, Runnable work) {
    checks.add(new Check(constraint.oid(), session.transaction().lastSavepoint(), work));
  }

  /// SET CONSTRAINTS ALL.
  public static void setAll(Session session, boolean deferred) {
    DeferredChecks state = of(session);
    state.all = deferred;
    state.modes.clear();
    if (!deferred) {
      state.runAll();
    }
  }

  /// SET CONSTRAINTS name. The constraint is deferrable.
  public static void set(Session session, Constraint constraint, boolean deferred) {
    DeferredChecks state = of(session);
    state.modes.put(constraint.oid(), deferred);
    if (!deferred) {
      List<Check> due =
          state.checks.stream().filter(c -> c.constraintOid == constraint.oid()).toList();
      state.checks.removeAll(due);
      due.forEach(check -> check.work.run());
    }
  }

  private void runAll() {
    while (!checks.isEmpty()) {
      checks.removeFirst().work.run();
    }
  }

  @Override
  public void beforeCommit(Session session) {
    runAll();
  }

  @Override
  public void rolledBackTo(Session session, long savepoint) {
    checks.removeIf(check -> check.savepoint >= savepoint);
  }

  @Override
  public void transactionEnded(Session session, boolean committed) {
    checks.clear();
    modes.clear();
    all = null;
  }
}
