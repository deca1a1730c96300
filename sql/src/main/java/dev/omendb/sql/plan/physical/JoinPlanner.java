package dev.omendb.sql.plan.physical;

import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.join.Apply;
import dev.omendb.sql.execute.join.HashJoin;
import dev.omendb.sql.execute.join.JoinKind;
import dev.omendb.sql.execute.join.NestedLoopJoin;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.plan.rel.LateralJoin;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// Joins: hashed on equalities where there are any, else nested loops.
final class JoinPlanner {
  private final PhysicalBuilder plans;

  JoinPlanner(PhysicalBuilder plans) {
    this.plans = plans;
  }

  /// One equality between the sides.
  private record KeyPair(RexNode left, RexNode right) {}

  Built build(Join join, BitSet needed) {
    if (join.getJoinType() == JoinRelType.INNER) {
      Built ordered = new JoinOrder(plans, this).build(join, needed);
      if (ordered != null) {
        return ordered;
      }
    }
    Built indexed = new IndexJoin(plans).build(join, needed);
    return indexed != null ? indexed : pair(join, needed);
  }

  private Built pair(Join join, BitSet needed) {
    int leftWidth = join.getLeft().getRowType().getFieldCount();
    int width = leftWidth + join.getRight().getRowType().getFieldCount();
    List<RexNode> conjuncts = Columns.conjuncts(join.getCondition());
    List<KeyPair> keys = new ArrayList<>();
    List<RexNode> others = new ArrayList<>();
    for (RexNode conjunct : conjuncts) {
      KeyPair pair = keyPair(conjunct, leftWidth, width);
      if (pair == null) {
        others.add(conjunct);
      } else {
        keys.add(pair);
      }
    }
    BitSet columns = Columns.of(conjuncts);
    columns.or(needed);
    Built left = plans.build(join.getLeft(), columns.get(0, leftWidth));
    Built right = plans.build(join.getRight(), columns.get(leftWidth, width));
    int[] places = concat(left, right);
    List<String> names = names(join.getLeft().getRowType(), join.getRight().getRowType());
    Expression condition = plans.scans().condition(others, places, names);
    JoinKind kind = kind(join.getJoinType());
    double rows = rows(left.rows(), right.rows(), conjuncts, join.getJoinType());
    Operator operator;
    if (keys.isEmpty()) {
      operator =
          new NestedLoopJoin(kind, left.operator(), right.operator(), condition);
    } else {
      operator =
          new HashJoin(
              kind, left.operator(), right.operator(),
              plans.expressions().buildAll(lefts(keys), left.places(), names),
              plans.expressions().buildAll(rights(keys, leftWidth), right.places(),
                  names.subList(leftWidth, width)),
              condition);
    }
    return new Built(
        PhysicalBuilder.estimated(operator, rows),
        kind.returnsLeftOnly() ? left.places() : places, rows);
  }

  /// Joins two relations whose columns are numbered within one joined row.
  JoinOrder.Joined combine(
      JoinKind kind,
      JoinOrder.Joined left,
      JoinOrder.Joined right,
      List<RexNode> conditions,
      List<String> names) {
    List<RexNode> leftKeys = new ArrayList<>();
    List<RexNode> rightKeys = new ArrayList<>();
    List<RexNode> others = new ArrayList<>();
    for (RexNode condition : conditions) {
      KeyPair pair = keyPair(condition, left.places(), right.places());
      if (pair == null) {
        others.add(condition);
      } else {
        leftKeys.add(pair.left());
        rightKeys.add(pair.right());
      }
    }
    int offset = left.operator().layout().width();
    int[] places = left.places().clone();
    for (int i = 0; i < places.length; i++) {
      if (right.places()[i] >= 0) {
        places[i] = offset + right.places()[i];
      }
    }
    Expression condition = plans.scans().condition(others, places, names);
    double rows = rows(left.rows(), right.rows(), conditions, JoinRelType.INNER);
    Operator operator =
        leftKeys.isEmpty()
            ? new NestedLoopJoin(kind, left.operator(), right.operator(), condition)
            : new HashJoin(
                kind, left.operator(), right.operator(),
                plans.expressions().buildAll(leftKeys, left.places(), names),
                plans.expressions().buildAll(rightKeys, right.places(), names), condition);
    return new JoinOrder.Joined(PhysicalBuilder.estimated(operator, rows), places, rows);
  }

  /// An equality between columns the two sides provide, or null.
  private static @Nullable KeyPair keyPair(RexNode conjunct, int[] left, int[] right) {
    RexCall call = equality(conjunct);
    if (call == null) {
      return null;
    }
    RexNode a = call.getOperands().get(0);
    RexNode b = call.getOperands().get(1);
    if (provides(left, a) && provides(right, b)) {
      return new KeyPair(a, b);
    }
    return provides(left, b) && provides(right, a) ? new KeyPair(b, a) : null;
  }

  private static boolean provides(int[] places, RexNode node) {
    BitSet reads = Columns.of(node);
    return !reads.isEmpty() && reads.stream().allMatch(column -> places[column] >= 0);
  }

  /// `a = b` of one hashable type, or null.
  private static @Nullable RexCall equality(RexNode conjunct) {
    if (!(conjunct instanceof RexCall call)
        || !(call.getOperator() instanceof PgOperator.Call operator)
        || !operator.display().equals("=")
        || call.getOperands().size() != 2) {
      return null;
    }
    RexNode a = call.getOperands().get(0);
    RexNode b = call.getOperands().get(1);
    boolean hashable =
        PgRex.typeOf(a).isHashable() && AccessPaths.sameKeys(PgRex.typeOf(a), PgRex.typeOf(b));
    return hashable ? call : null;
  }

  private static List<RexNode> lefts(List<KeyPair> keys) {
    return keys.stream().map(KeyPair::left).toList();
  }

  private static List<RexNode> rights(List<KeyPair> keys, int leftWidth) {
    return keys.stream().map(k -> Columns.shift(k.right(), -leftWidth)).toList();
  }

  /// `left expression = right expression` of one hashable type, or null.
  private static @Nullable KeyPair keyPair(RexNode conjunct, int leftWidth, int width) {
    RexCall call = equality(conjunct);
    if (call == null) {
      return null;
    }
    RexNode a = call.getOperands().get(0);
    RexNode b = call.getOperands().get(1);
    BitSet readsA = Columns.of(a);
    BitSet readsB = Columns.of(b);
    if (readsA.isEmpty() || readsB.isEmpty()) {
      return null;
    }
    if (Columns.within(readsA, 0, leftWidth) && Columns.within(readsB, leftWidth, width)) {
      return new KeyPair(a, b);
    }
    if (Columns.within(readsB, 0, leftWidth) && Columns.within(readsA, leftWidth, width)) {
      return new KeyPair(b, a);
    }
    return null;
  }

  Built lateral(LateralJoin join, BitSet needed) {
    RelDataType leftType = join.getLeft().getRowType();
    int leftWidth = leftType.getFieldCount();
    int width = leftWidth + join.getRight().getRowType().getFieldCount();
    BitSet columns = Columns.of(join.condition());
    columns.or(needed);
    BitSet leftColumns = columns.get(0, leftWidth);
    leftColumns.or(Columns.of(join.arguments()));
    Built left = plans.build(join.getLeft(), leftColumns);
    Built right = plans.build(join.getRight(), columns.get(leftWidth, width));
    Operator rightRoot = plans.commonTables().wrap(right.operator(), join.correlation());
    int[] places = concat(left, right);
    List<String> names = names(leftType, join.getRight().getRowType());
    List<Expression> arguments =
        plans.expressions().buildAll(join.arguments(), left.places(), names);
    Expression condition =
        plans.scans().condition(Columns.conjuncts(join.condition()), places, names);
    Operator operator =
        new Apply(
            kind(join.kind()), left.operator(), rightRoot, join.correlation(), arguments,
            condition);
    double rows = left.rows() * Math.max(1, right.rows());
    return new Built(PhysicalBuilder.estimated(operator, rows), places, rows);
  }

  static int[] concat(Built left, Built right) {
    int leftWidth = left.places().length;
    int offset = left.operator().layout().width();
    int[] places = new int[leftWidth + right.places().length];
    System.arraycopy(left.places(), 0, places, 0, leftWidth);
    for (int i = 0; i < right.places().length; i++) {
      int place = right.places()[i];
      places[leftWidth + i] = place < 0 ? -1 : offset + place;
    }
    return places;
  }

  static List<String> names(RelDataType left, RelDataType right) {
    List<String> names = new ArrayList<>(left.getFieldNames());
    names.addAll(right.getFieldNames());
    return names;
  }

  static JoinKind kind(JoinRelType type) {
    return switch (type) {
      case INNER -> JoinKind.INNER;
      case LEFT -> JoinKind.LEFT;
      case RIGHT -> JoinKind.RIGHT;
      case FULL -> JoinKind.FULL;
      case SEMI -> JoinKind.SEMI;
      case ANTI -> JoinKind.ANTI;
      default -> throw new IllegalStateException(type.name());
    };
  }

  /// An equality joins each row of the larger side with about one of the smaller.
  private static double rows(
      double left, double right, List<RexNode> conjuncts, JoinRelType type) {
    double rows =
        conjuncts.isEmpty()
            ? left * right
            : Math.max(left, right)
                * Cardinality.selectivity(conjuncts.subList(1, conjuncts.size()));
    return switch (type) {
      case LEFT -> Math.max(rows, left);
      case RIGHT -> Math.max(rows, right);
      case FULL -> Math.max(rows, left + right);
      case SEMI, ANTI -> Math.max(1, left / 2);
      default -> Math.max(1, rows);
    };
  }
}
