package dev.omendb.sql.plan.physical;

import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.join.JoinKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// Orders a cluster of three or more inner joins: starts with the smallest relation and adds the
/// connected one that keeps the result smallest, so that no cross product is made while a condition
/// could avoid it.
final class JoinOrder {
  /// Clusters with more members keep the query's own order: masks are one long.
  private static final int MAX_RELATIONS = 60;

  private final PhysicalBuilder plans;
  private final JoinPlanner joins;
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<RexNode> conditions = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  JoinOrder(PhysicalBuilder plans, JoinPlanner joins) {
    this.plans = plans;
    this.joins = joins;
  }

  /// A relation and the first of its columns in the joined row.
  private record Leaf(RelNode rel, int start, int end) {}

  /// What is joined so far: places of the joined row's columns.
  record Joined(Operator operator, int[] places, double rows) {}

  /// Null when the join is not such a cluster.
  @Nullable Built build(Join join, BitSet needed) {
    flatten(join, 0);
    if (leaves.size() < 3 || leaves.size() > MAX_RELATIONS) {
      return null;
    }
    BitSet columns = Columns.of(conditions);
    columns.or(needed);
    int width = join.getRowType().getFieldCount();
    List<Joined> built = new ArrayList<>();
    for (Leaf leaf : leaves) {
      Built one = plans.build(leaf.rel, columns.get(leaf.start, leaf.end));
      int[] places = new int[width];
      Arrays.fill(places, -1);
      System.arraycopy(one.places(), 0, places, leaf.start, leaf.end - leaf.start);
      built.add(new Joined(one.operator(), places, one.rows()));
    }
    Joined result = greedy(built);
    return new Built(result.operator, result.places, result.rows);
  }

  private void flatten(RelNode rel, int start) {
    if (rel instanceof Join join && join.getJoinType() == JoinRelType.INNER) {
      int middle = start + join.getLeft().getRowType().getFieldCount();
      flatten(join.getLeft(), start);
      flatten(join.getRight(), middle);
      for (RexNode part : Columns.conjuncts(join.getCondition())) {
        conditions.add(start == 0 ? part : Columns.shift(part, start));
      }
      return;
    }
    leaves.add(new Leaf(rel, start, start + rel.getRowType().getFieldCount()));
    names.addAll(rel.getRowType().getFieldNames());
  }

  private long mask(RexNode condition) {
    BitSet reads = Columns.of(condition);
    long mask = 0;
    for (int i = 0; i < leaves.size(); i++) {
      int next = reads.nextSetBit(leaves.get(i).start);
      if (next >= 0 && next < leaves.get(i).end) {
        mask |= 1L << i;
      }
    }
    return mask;
  }

  private Joined greedy(List<Joined> built) {
    int first = 0;
    for (int i = 1; i < built.size(); i++) {
      if (built.get(i).rows < built.get(first).rows) {
        first = i;
      }
    }
    long done = 1L << first;
    Joined result = built.get(first);
    List<RexNode> pending = new ArrayList<>(conditions);
    while (Long.bitCount(done) < built.size()) {
      int next = next(built, done, pending, result.rows);
      long after = done | 1L << next;
      List<RexNode> now = new ArrayList<>();
      for (RexNode condition : pending) {
        if ((mask(condition) & ~after) == 0) {
          now.add(condition);
        }
      }
      pending.removeAll(now);
      result = join(result, built.get(next), now);
      done = after;
    }
    return result;
  }

  private int next(List<Joined> built, long done, List<RexNode> pending, double rows) {
    int best = -1;
    double bestRows = Double.POSITIVE_INFINITY;
    for (int i = 0; i < built.size(); i++) {
      if ((done & 1L << i) == 0) {
        double after = estimate(built.get(i), i, done, pending, rows);
        if (after < bestRows) {
          best = i;
          bestRows = after;
        }
      }
    }
    return best;
  }

  private double estimate(
      Joined leaf, int index, long done, List<RexNode> pending, double rows) {
    long after = done | 1L << index;
    double selectivity = 1;
    boolean connected = false;
    for (RexNode condition : pending) {
      long mask = mask(condition);
      if ((mask & 1L << index) != 0 && (mask & ~after) == 0 && (mask & done) != 0) {
        connected = true;
        selectivity *= Cardinality.selectivity(condition);
      }
    }
    double product = rows * leaf.rows;
    return connected
        ? Math.max(1, Math.min(product * selectivity, Math.max(rows, leaf.rows)))
        : product * 1e6;
  }

  /// The larger side probes, the smaller one is hashed.
  private Joined join(Joined left, Joined right, List<RexNode> now) {
    boolean swap = right.rows > left.rows;
    Joined probe = swap ? right : left;
    Joined hashed = swap ? left : right;
    return joins.combine(JoinKind.INNER, probe, hashed, now, names);
  }
}
