package dev.omendb.sql.plan.physical;

import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.join.Apply;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.plan.rel.RelationScan;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRelType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.jspecify.annotations.Nullable;

/// A join of few rows with a large table through the table's index: each left row looks its
/// partners up, instead of reading the whole table to hash it.
final class IndexJoin {
  /// The table must be this many times larger than the left side.
  private static final double WORTHWHILE = 20;

  private final PhysicalBuilder plans;

  IndexJoin(PhysicalBuilder plans) {
    this.plans = plans;
  }

  /// Null when the right side is no table with a fitting index, or the left side is not small.
  @Nullable Built build(Join join, BitSet needed) {
    JoinRelType type = join.getJoinType();
    if (type != JoinRelType.INNER && type != JoinRelType.LEFT) {
      return null;
    }
    RelNode right = join.getRight();
    List<RexNode> rightConditions = List.of();
    if (right instanceof LogicalFilter filter) {
      rightConditions = Columns.conjuncts(filter.getCondition());
      right = filter.getInput();
    }
    if (!(right instanceof RelationScan scan)) {
      return null;
    }
    double tableRows = plans.environment().estimatedRows().applyAsDouble(scan.table());
    if (tableRows < WORTHWHILE || !hasIndex(scan)) {
      return null;
    }
    int leftWidth = join.getLeft().getRowType().getFieldCount();
    int width = leftWidth + scan.getRowType().getFieldCount();
    List<RexNode> conjuncts = Columns.conjuncts(join.getCondition());
    Outer outer = new Outer(plans.newCorrelation(), leftWidth, join.getCluster().getRexBuilder());
    List<RexNode> inner = new ArrayList<>(rightConditions);
    for (RexNode conjunct : conjuncts) {
      inner.add(conjunct.accept(outer));
    }
    AccessPaths.Path path = plans.scans().paths().choose(scan, inner, tableRows);
    if (path == null || path.equal().isEmpty()) {
      return null;
    }
    BitSet columns = Columns.of(conjuncts);
    columns.or(needed);
    Built left = plans.build(join.getLeft(), columns.get(0, leftWidth));
    if (left.rows() * WORTHWHILE > tableRows) {
      return null;
    }
    Built found = plans.scans().relation(scan, inner, columns.get(leftWidth, width));
    List<Expression> arguments =
        plans
            .expressions()
            .buildAll(
                outer.arguments, left.places(), join.getLeft().getRowType().getFieldNames());
    double rows = Math.max(1, left.rows() * found.rows());
    Operator operator =
        new Apply(
            JoinPlanner.kind(type), left.operator(), found.operator(), outer.correlation,
            arguments, null);
    return new Built(
        PhysicalBuilder.estimated(operator, rows), JoinPlanner.concat(left, found), rows);
  }

  private boolean hasIndex(RelationScan scan) {
    return plans.environment().catalog().indexes(scan.table().oid()).stream()
        .anyMatch(AccessPaths::isOrdered);
  }

  /// Turns a join condition into one over the right side: left columns become outer references.
  private static final class Outer extends RexShuttle {
    private final int correlation;
    private final int leftWidth;
    private final RexBuilder builder;
    private final List<RexNode> arguments = new ArrayList<>();

    Outer(int correlation, int leftWidth, RexBuilder builder) {
      this.correlation = correlation;
      this.leftWidth = leftWidth;
      this.builder = builder;
    }

    @Override
    public RexNode visitInputRef(RexInputRef ref) {
      if (ref.getIndex() >= leftWidth) {
        return new RexInputRef(ref.getIndex() - leftWidth, ref.getType());
      }
      int index = arguments.indexOf(ref);
      if (index < 0) {
        index = arguments.size();
        arguments.add(ref);
      }
      return builder.makeCall(
          PgRelType.of(ref.getType()),
          new PgOperator.OuterReference(correlation, index),
          List.of());
    }
  }
}
