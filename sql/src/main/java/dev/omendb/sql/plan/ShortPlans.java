package dev.omendb.sql.plan;

import dev.omendb.sql.execute.Execution;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.modify.LockRows;
import dev.omendb.sql.execute.modify.Modify;
import dev.omendb.sql.execute.vector.ExactVectorSearch;
import dev.omendb.sql.execute.vector.IndexVectorSearch;

/// Which plans are expected to end within about a millisecond: they may run on the network thread.
/// Where one would wait for a lock after all, or takes long, it is undone and runs elsewhere.
final class ShortPlans {
  /// Rows a short plan may handle, by the planner's estimate.
  private static final double MAX_ROWS = 2_000;

  /// Rows a short plan may lock or change; they come in one batch, so that all waits are before the
  /// first row that RETURNING sends.
  private static final long MAX_LOCKED_ROWS = 64;

  private ShortPlans() {}

  static boolean isShort(Operator root, Execution execution) {
    return !execution.isLasting() && isShort(root);
  }

  private static boolean isShort(Operator operator) {
    boolean fits =
        switch (operator) {
          case ExactVectorSearch _ -> false;
          case IndexVectorSearch search when search.scoresAll() -> false;
          case LockRows locking -> locking.maxRows() <= MAX_LOCKED_ROWS;
          case Modify change ->
              change.maxChangedRows() <= MAX_LOCKED_ROWS && change.target().rules().isEmpty();
          default ->
              operator.estimate().rows() <= MAX_ROWS
                  && operator.estimate().totalCost() <= MAX_ROWS / 10;
        };
    return fits
        && operator.subplans().isEmpty()
        && operator.children().stream().allMatch(ShortPlans::isShort);
  }
}
