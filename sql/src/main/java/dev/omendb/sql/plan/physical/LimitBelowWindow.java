package dev.omendb.sql.plan.physical;

import dev.omendb.sql.plan.rel.PgSort;
import dev.omendb.sql.plan.rel.PgWindow;
import dev.omendb.sql.plan.rex.SortKey;
import dev.omendb.sql.plan.rex.WindowCall;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/// Ranks by the order of a LIMIT are ranks among the rows it takes, since no later row counts for
/// them. So only these are ranked, and a search by distance finds them.
///
/// Before: PgSort(keys, limit) over PgWindow(rank() OVER (ORDER BY keys)).
/// After: PgSort(keys, limit) over the same PgWindow over PgSort(keys, limit).
final class LimitBelowWindow {
  private static final Set<String> RANKS = Set.of("row_number", "rank", "dense_rank");

  private LimitBelowWindow() {}

  /// Null where rows beyond the limit count.
  static @Nullable RelNode rewrite(PgSort sort) {
    if (sort.limit() == null
        || sort.offset() != null
        || sort.withTies()
        || sort.keys().isEmpty()
        || !(sort.getInput() instanceof PgWindow window)
        || window.getInput() instanceof PgSort) {
      return null;
    }
    int width = window.getInput().getRowType().getFieldCount();
    for (SortKey key : sort.keys()) {
      boolean ofInput = Columns.of(key.expression()).length() <= width;
      if (!ofInput || !RexUtil.isDeterministic(key.expression())) {
        return null;
      }
    }
    if (!window.calls().stream().allMatch(call -> ranks(call, sort.keys()))) {
      return null;
    }
    PgSort few = new PgSort(window.getInput(), sort.keys(), sort.limit(), null, false);
    RelNode ranked = window.copy(window.getTraitSet(), List.of(few));
    return sort.copy(sort.getTraitSet(), List.of(ranked));
  }

  private static boolean ranks(WindowCall call, List<SortKey> keys) {
    return RANKS.contains(call.function().name())
        && call.partitionBy().isEmpty()
        && call.orderBy().equals(keys);
  }
}
