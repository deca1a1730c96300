package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.session.SessionServices;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks of deferred constraints that wait for the transaction's end, and SET CONSTRAINTS.
/// Confined to its session.
public final class DeferredChecks implements SessionServices.TransactionListener {
  private final List<Check> checks = new ArrayList<>();
  private final Map<Long, Boolean> modes = new HashMap<>();
  private final Deque<Saved> saved = new ArrayDeque<>();
  private @Nullable Boolean all;

  /// The modes before a SET CONSTRAINTS.
  ///
  /// @param savepoint the last one set before
  private record Saved(long savepoint, Map<Long, Boolean> modes, @Nullable Boolean all) {}

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
    state.remember(session);
    state.all = deferred;
    state.modes.clear();
    if (!deferred) {
      state.run(session, state.checks);
    }
  }

  /// SET CONSTRAINTS name, …. Errors: 42704, 42809, those of the checks.
  public static void set(Session session, List<ObjectName> names, boolean deferred) {
    DeferredChecks state = of(session);
    Set<Long> oids = new HashSet<>();
    for (ObjectName name : names) {
      for (Constraint constraint : DeferrableConstraints.named(session, name)) {
        oids.add(constraint.oid());
      }
    }
    state.remember(session);
    oids.forEach(oid -> state.modes.put(oid, deferred));
    if (!deferred) {
      state.run(
          session, state.checks.stream().filter(c -> oids.contains(c.constraintOid)).toList());
    }
  }

  /// Going back to a savepoint brings the modes back.
  private void remember(Session session) {
    saved.push(new Saved(session.transaction().lastSavepoint(), Map.copyOf(modes), all));
  }

  /// What was checked is checked again at the end when a savepoint can still undo what made it
  /// right.
  private void run(Session session, List<Check> due) {
    List<Check> running = List.copyOf(due);
    running.forEach(check -> check.work.run());
    if (!session.transaction().hasSavepoints()) {
      checks.removeAll(running);
    }
  }

  @Override
  public boolean worksAtCommit() {
    return !checks.isEmpty();
  }

  @Override
  public void beforeCommit(Session session) {
    while (!checks.isEmpty()) {
      checks.removeFirst().work.run();
    }
  }

  @Override
  public void rolledBackTo(Session session, long savepoint) {
    checks.removeIf(check -> check.savepoint >= savepoint);
    while (!saved.isEmpty() && saved.peek().savepoint >= savepoint) {
      Saved before = saved.pop();
      modes.clear();
      modes.putAll(before.modes);
      all = before.all;
    }
  }

  @Override
  public void transactionEnded(Session session, boolean committed) {
    checks.clear();
    modes.clear();
    saved.clear();
    all = null;
  }
}
