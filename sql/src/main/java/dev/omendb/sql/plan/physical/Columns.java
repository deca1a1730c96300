package dev.omendb.sql.plan.physical;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexVisitorImpl;

/// Which input columns expressions read.
final class Columns {
  private Columns() {}

  static BitSet of(RexNode node) {
    BitSet columns = new BitSet();
    node.accept(collector(columns));
    return columns;
  }

  static BitSet of(Iterable<? extends RexNode> nodes) {
    BitSet columns = new BitSet();
    RexVisitorImpl<Void> collector = collector(columns);
    for (RexNode node : nodes) {
      node.accept(collector);
    }
    return columns;
  }

  private static RexVisitorImpl<Void> collector(BitSet columns) {
    return new RexVisitorImpl<>(true) {
      @Override
      public Void visitInputRef(RexInputRef ref) {
        columns.set(ref.getIndex());
        return null;
      }
    };
  }

  /// The parts of a condition joined by AND.
  static List<RexNode> conjuncts(RexNode condition) {
    List<RexNode> parts = new ArrayList<>();
    for (RexNode part : RelOptUtil.conjunctions(condition)) {
      if (!part.isAlwaysTrue()) {
        parts.add(part);
      }
    }
    return parts;
  }

  static BitSet range(int from, int to) {
    BitSet columns = new BitSet();
    columns.set(from, to);
    return columns;
  }

  /// The expression with input references moved.
  static RexNode shift(RexNode node, int by) {
    return node.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef ref) {
            return new RexInputRef(ref.getIndex() + by, ref.getType());
          }
        });
  }

  /// True when all columns read lie in [from, to).
  static boolean within(BitSet columns, int from, int to) {
    return columns.nextSetBit(to) < 0 && (columns.isEmpty() || columns.nextSetBit(0) >= from);
  }
}
