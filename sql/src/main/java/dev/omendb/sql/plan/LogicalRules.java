package dev.omendb.sql.plan;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/// The rule phases on relational algebra: conditions move down to the tables they speak of, sorts
/// below projections, projections into one.
final class LogicalRules {
  private static final List<RelOptRule> PUSH_CONDITIONS =
      List.of(
          CoreRules.FILTER_MERGE,
          CoreRules.FILTER_PROJECT_TRANSPOSE,
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.JOIN_CONDITION_PUSH,
          CoreRules.FILTER_SET_OP_TRANSPOSE);

  private static final List<RelOptRule> MERGE_PROJECTIONS =
      List.of(CoreRules.PROJECT_MERGE, CoreRules.PROJECT_REMOVE, SortBelowProject.INSTANCE);

  /// Rules that compute no expression twice: for trees with volatile functions.
  private static final List<RelOptRule> SAFE_FOR_VOLATILE =
      List.of(CoreRules.FILTER_MERGE, CoreRules.FILTER_INTO_JOIN, CoreRules.JOIN_CONDITION_PUSH);

  private static final HepProgram GENERAL =
      new HepProgramBuilder()
          .addMatchOrder(HepMatchOrder.TOP_DOWN)
          .addRuleCollection(PUSH_CONDITIONS)
          .addRuleCollection(MERGE_PROJECTIONS)
          .addRuleCollection(PUSH_CONDITIONS)
          .build();

  private static final HepProgram VOLATILE =
      new HepProgramBuilder()
          .addMatchOrder(HepMatchOrder.TOP_DOWN)
          .addRuleCollection(SAFE_FOR_VOLATILE)
          .build();

  private LogicalRules() {}

  static RelNode apply(RelNode rel) {
    HepPlanner planner = new HepPlanner(isVolatile(rel) ? VOLATILE : GENERAL);
    planner.setRoot(rel);
    return planner.findBestExp();
  }

  private static boolean isVolatile(RelNode rel) {
    boolean[] found = {false};
    RexShuttle finder =
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            found[0] |= !call.getOperator().isDeterministic();
            return found[0] ? call : super.visitCall(call);
          }
        };
    new RelVisitor() {
      @Override
      public void visit(RelNode node, int ordinal, RelNode parent) {
        node.accept(finder);
        super.visit(node, ordinal, parent);
      }
    }.go(rel);
    return found[0];
  }
}
