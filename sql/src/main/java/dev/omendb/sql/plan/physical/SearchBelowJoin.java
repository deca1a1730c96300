package dev.omendb.sql.plan.physical;

import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.plan.rel.PgSort;
import dev.omendb.sql.plan.rel.RelationScan;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.SortKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/// Searches one table of a join before joining: the k nearest rows that have partners are enough.
///
/// Before: PgSort(distance to a.column, limit k) over a JOIN b ON a.x = b.y.
/// After: the same sort over (PgSort(distance, limit k) over a WHERE x IN (SELECT y FROM b)) JOIN
/// b.
///
/// The condition on partners is left out where a foreign key promises them.
final class SearchBelowJoin {
  private final IntSupplier correlations;
  private final RexNode rows;
  private final PgSort sort;

  /// @param rows how many of the nearest rows are needed, offset included
  SearchBelowJoin(PgSort sort, RexNode rows, IntSupplier correlations) {
    this.sort = sort;
    this.rows = rows;
    this.correlations = correlations;
  }

  /// The sort over the changed join, or null when the join is of another kind.
  @Nullable RelNode rewrite() {
    RelNode input = sort.getInput();
    List<RexNode> conjuncts = List.of();
    if (input instanceof LogicalFilter filter) {
      conjuncts = Columns.conjuncts(filter.getCondition());
      input = filter.getInput();
    }
    RelNode changed =
        input instanceof Join join
            ? below(join, sort.keys().getFirst().expression(), conjuncts)
            : null;
    return changed == null
        ? null
        : new PgSort(changed, sort.keys(), sort.limit(), sort.offset(), false);
  }

  private @Nullable RelNode below(RelNode rel, RexNode key, List<RexNode> conjuncts) {
    return switch (rel) {
      case LogicalFilter filter -> {
        List<RexNode> all = new ArrayList<>(Columns.conjuncts(filter.getCondition()));
        all.addAll(conjuncts);
        yield below(filter.getInput(), key, all);
      }
      case RelationScan scan -> {
        SortKey first = sort.keys().getFirst();
        SortKey moved = new SortKey(key, first.descending(), first.nullsFirst());
        yield new PgSort(filtered(scan, conjuncts), List.of(moved), rows, null, false);
      }
      case Join join -> below(join, key, conjuncts);
      default -> null;
    };
  }

  private @Nullable RelNode below(Join join, RexNode key, List<RexNode> conjuncts) {
    int leftWidth = join.getLeft().getRowType().getFieldCount();
    int width = leftWidth + join.getRight().getRowType().getFieldCount();
    boolean onLeft = Columns.within(Columns.of(key), 0, leftWidth);
    boolean inner = join.getJoinType() == JoinRelType.INNER;
    if (!inner && !(onLeft && join.getJoinType() == JoinRelType.LEFT)) {
      return null;
    }
    List<RexNode> left = new ArrayList<>();
    List<RexNode> right = new ArrayList<>();
    for (RexNode conjunct : conjuncts) {
      BitSet columns = Columns.of(conjunct);
      if (Columns.within(columns, 0, leftWidth)) {
        left.add(conjunct);
      } else if (inner && Columns.within(columns, leftWidth, width)) {
        right.add(Columns.shift(conjunct, -leftWidth));
      } else {
        return null;
      }
    }
    RelNode other =
        onLeft ? filtered(join.getRight(), right) : filtered(join.getLeft(), left);
    RelNode searched = onLeft ? join.getLeft() : join.getRight();
    List<RexNode> filters = onLeft ? left : right;
    if (inner) {
      Equality equality = equality(join, leftWidth, width, onLeft);
      if (equality == null) {
        return null;
      }
      if (!isPromised(searched, other, equality)) {
        filters.add(partnerExists(join, other, equality));
      }
    }
    RexNode moved = onLeft ? key : Columns.shift(key, -leftWidth);
    RelNode changed = below(searched, moved, filters);
    if (changed == null) {
      return null;
    }
    return onLeft
        ? join.copy(join.getTraitSet(), List.of(changed, other))
        : join.copy(join.getTraitSet(), List.of(other, changed));
  }

  /// The join condition.
  ///
  /// @param searched column of the side searched
  /// @param other column of the other side
  private record Equality(RexInputRef searched, RexInputRef other, PgOperator.Call operator) {}

  /// Null when the condition is more or less than one equality of columns of one type.
  private static @Nullable Equality equality(
      Join join, int leftWidth, int width, boolean onLeft) {
    List<RexNode> conditions = Columns.conjuncts(join.getCondition());
    if (conditions.size() != 1
        || !(conditions.getFirst() instanceof RexCall call)
        || !(call.getOperator() instanceof PgOperator.Call operator)
        || !operator.display().equals("=")
        || !(call.getOperands().getFirst() instanceof RexInputRef first)
        || !(call.getOperands().getLast() instanceof RexInputRef last)
        || !operator
            .function()
            .argumentTypes()
            .getFirst()
            .equals(operator.function().argumentTypes().getLast())) {
      return null;
    }
    RexInputRef lower = first.getIndex() < last.getIndex() ? first : last;
    RexInputRef upper = lower == first ? last : first;
    if (lower.getIndex() >= leftWidth || upper.getIndex() < leftWidth) {
      return null;
    }
    RexInputRef ofRight = (RexInputRef) Columns.shift(upper, -leftWidth);
    return onLeft
        ? new Equality(lower, ofRight, operator)
        : new Equality(ofRight, lower, operator);
  }

  /// True when every row searched has a partner: a foreign key over a column without NULLs leads
  /// to the whole of the other table.
  private static boolean isPromised(RelNode searched, RelNode other, Equality equality) {
    RelNode from = searched instanceof LogicalFilter filter ? filter.getInput() : searched;
    if (!(from instanceof RelationScan scan) || !(other instanceof RelationScan to)) {
      return false;
    }
    int attnum = scan.attnums().get(equality.searched.getIndex());
    int referenced = to.attnums().get(equality.other.getIndex());
    Table table = scan.table();
    if (attnum <= 0 || !table.column(attnum).notNull()) {
      return false;
    }
    for (Constraint constraint : table.constraints()) {
      var reference = constraint.reference();
      if (reference != null
          && constraint.attnums().equals(List.of(attnum))
          && reference.tableOid() == to.table().oid()
          && reference.attnums().equals(List.of(referenced))) {
        return true;
      }
    }
    return false;
  }

  private RexNode partnerExists(Join join, RelNode other, Equality equality) {
    String name = other.getRowType().getFieldNames().get(equality.other.getIndex());
    RelNode partners =
        LogicalProject.create(
            other, List.of(), List.of(equality.other), List.of(name), java.util.Set.of());
    PgOperator.Subquery any =
        new PgOperator.Subquery(
            PgOperator.SubqueryKind.ANY, partners, correlations.getAsInt(), 0,
            List.of(equality.operator.function()));
    return join.getCluster()
        .getRexBuilder()
        .makeCall(join.getCondition().getType(), any, List.of(equality.searched));
  }

  private static RelNode filtered(RelNode rel, List<RexNode> conjuncts) {
    return conjuncts.isEmpty()
        ? rel
        : LogicalFilter.create(
            rel, RexUtil.composeConjunction(rel.getCluster().getRexBuilder(), conjuncts));
  }

  /// A bigint constant of the type of a LIMIT.
  static RexNode constant(PgSort sort, RexNode limit, long rows) {
    LongColumn value = new LongColumn(1);
    value.append(rows);
    return sort.getCluster()
        .getRexBuilder()
        .makeCall(
            limit.getType(),
            new PgOperator.Constant(value, "'" + rows + "'::bigint", 0),
            List.of());
  }
}
