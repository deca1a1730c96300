package dev.omendb.sql.plan.physical;

import dev.omendb.sql.plan.rel.RelationScan;
import dev.omendb.sql.plan.rex.PgOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;

/// Turns conditions on partners into sets of values, which are known once for all rows.
///
/// Before: EXISTS (SELECT … FROM b WHERE b.y = a.x AND rest).
/// After: a.x = ANY (SELECT y FROM b WHERE rest).
///
/// What is NULL after is false before, so only conditions that rows have to pass are changed.
final class PartnerConditions {
  /// More values than that take longer to collect than some rows do to look for partners.
  private static final double MOST_VALUES = 10_000;

  private final PhysicalBuilder plans;

  PartnerConditions(PhysicalBuilder plans) {
    this.plans = plans;
  }

  List<RexNode> reduced(List<RexNode> conjuncts) {
    List<RexNode> reduced = new ArrayList<>(conjuncts.size());
    for (RexNode conjunct : conjuncts) {
      RexNode any =
          conjunct instanceof RexCall call
                  && call.getOperator() instanceof PgOperator.Subquery subquery
                  && subquery.kind() == PgOperator.SubqueryKind.EXISTS
              ? any(call, subquery)
              : null;
      reduced.add(any == null ? conjunct : any);
    }
    return reduced;
  }

  private @Nullable RexNode any(RexCall call, PgOperator.Subquery subquery) {
    RelNode query = subquery.query();
    while (query instanceof LogicalProject project) {
      query = project.getInput();
    }
    if (!(query instanceof LogicalFilter filter)
        || !(filter.getInput() instanceof RelationScan scan)) {
      return null;
    }
    List<RexNode> rest = new ArrayList<>();
    RexCall equality = null;
    for (RexNode condition : Columns.conjuncts(filter.getCondition())) {
      if (!RexUtil.isDeterministic(condition)) {
        return null;
      }
      if (!readsOuter(condition)) {
        rest.add(condition);
      } else if (equality == null && isEquality(condition)) {
        equality = (RexCall) condition;
      } else {
        return null;
      }
    }
    return equality == null || values(scan, rest) > MOST_VALUES
        ? null
        : any(call, equality, scan, rest);
  }

  private RexNode any(RexCall call, RexCall equality, RelationScan scan, List<RexNode> rest) {
    boolean outerFirst = outer(equality.getOperands().getFirst()) != null;
    RexNode first = equality.getOperands().getFirst();
    RexNode last = equality.getOperands().getLast();
    PgOperator.OuterReference outer =
        (PgOperator.OuterReference) ((RexCall) (outerFirst ? first : last)).getOperator();
    RelNode partners =
        rest.isEmpty()
            ? scan
            : LogicalFilter.create(
                scan, RexUtil.composeConjunction(scan.getCluster().getRexBuilder(), rest));
    RelNode values =
        LogicalProject.create(
            partners, List.of(), List.of(outerFirst ? last : first), List.of("value"), Set.of());
    PgOperator.Subquery any =
        new PgOperator.Subquery(
            PgOperator.SubqueryKind.ANY, values, plans.newCorrelation(), 0,
            List.of(((PgOperator.Call) equality.getOperator()).function()));
    return scan.getCluster()
        .getRexBuilder()
        .makeCall(call.getType(), any, List.of(call.getOperands().get(outer.index())));
  }

  private double values(RelationScan scan, List<RexNode> rest) {
    double rows = plans.environment().estimatedRows().applyAsDouble(scan.table());
    return rows * Cardinality.selectivity(rest);
  }

  /// Whether it is an equality of a value of the outer row and one of the partner, of one type.
  private static boolean isEquality(RexNode condition) {
    if (!(condition instanceof RexCall call)
        || !(call.getOperator() instanceof PgOperator.Call operator)
        || !operator.display().equals("=")
        || call.getOperands().size() != 2) {
      return false;
    }
    List<?> types = operator.function().argumentTypes();
    RexNode first = call.getOperands().getFirst();
    RexNode last = call.getOperands().getLast();
    return types.getFirst().equals(types.getLast())
        && (outer(first) == null ? !readsOuter(first) && outer(last) != null : !readsOuter(last));
  }

  private static PgOperator.@Nullable OuterReference outer(RexNode node) {
    return node instanceof RexCall call
            && call.getOperator() instanceof PgOperator.OuterReference reference
        ? reference
        : null;
  }

  private static boolean readsOuter(RexNode node) {
    boolean[] found = {false};
    node.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitCall(RexCall call) {
            found[0] |= call.getOperator() instanceof PgOperator.OuterReference;
            return found[0] ? null : super.visitCall(call);
          }
        });
    return found[0];
  }
}
