package dev.omendb.sql.plan;

import dev.omendb.sql.plan.rel.PgSort;
import dev.omendb.sql.plan.rex.SortKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;

/// Sorts and limits before projecting, so that the order of a subquery or CTE reaches the table it
/// reads, and only rows kept are projected.
///
/// Before: PgSort(keys over outputs) over LogicalProject.
/// After: LogicalProject over PgSort(keys over the projection's input).
final class SortBelowProject extends RelOptRule {
  static final SortBelowProject INSTANCE = new SortBelowProject();

  private SortBelowProject() {
    super(operand(PgSort.class, operand(LogicalProject.class, any())), "SortBelowProject");
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    PgSort sort = call.rel(0);
    LogicalProject project = call.rel(1);
    List<SortKey> keys = new ArrayList<>();
    for (SortKey key : sort.keys()) {
      RexNode expression = RelOptUtil.pushPastProject(key.expression(), project);
      keys.add(new SortKey(expression, key.descending(), key.nullsFirst()));
    }
    RelNode sorted =
        new PgSort(project.getInput(), keys, sort.limit(), sort.offset(), sort.withTies());
    call.transformTo(project.copy(project.getTraitSet(), List.of(sorted)));
  }
}
