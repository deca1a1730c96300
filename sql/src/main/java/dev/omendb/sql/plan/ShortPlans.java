package dev.omendb.sql.plan;

import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.modify.LockRows;
import dev.omendb.sql.execute.vector.ExactVectorSearch;

/// Which plans end within about a millisecond and wait for nothing: they may run on the network
/// thread.
final class ShortPlans {
  /// Rows a short plan may handle, by the planner's estimate.
  private static final double MAX_ROWS = 2_000;

  private ShortPlans() {}

  static boolean isShort(Operator operator) {
    if (operator instanceof LockRows
        || operator instanceof ExactVectorSearch
        || operator.estimate().rows() > MAX_ROWS
        || operator.estimate().totalCost() > MAX_ROWS / 10
        || !operator.subplans().isEmpty()) {
      return false;
    }
    for (Operator child : operator.children()) {
      if (!isShort(child)) {
        return false;
      }
    }
    return true;
  }
}
