package dev.omendb.sql.bind;

import dev.omendb.sql.plan.rel.PgWindow;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.plan.rex.WindowCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/// Puts the window node under a block and rewrites window calls to references to its columns.
final class Windowing {
  private final PgRex rex;

  Windowing(PgRex rex) {
    this.rex = rex;
  }

  RelNode apply(RelNode input, SelectState state) {
    List<RexCall> windows = state.calls(PgOperator.Window.class);
    if (windows.isEmpty()) {
      return input;
    }
    int width = input.getRowType().getFieldCount();
    var rowType = rex.types().builder();
    rowType.addAll(input.getRowType().getFieldList());
    List<WindowCall> calls = new ArrayList<>();
    for (RexCall window : windows) {
      calls.add(((PgOperator.Window) window.getOperator()).call());
      rowType.add("window" + calls.size(), window.getType());
    }
    RexShuttle rewriter =
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            int index = windows.indexOf(call);
            return index >= 0
                ? new RexInputRef(width + index, call.getType())
                : super.visitCall(call);
          }
        };
    state.replace(node -> node.accept(rewriter));
    return new PgWindow(input, rowType.uniquify().build(), calls);
  }

  static WindowCall rewrite(WindowCall call, UnaryOperator<RexNode> rewrite) {
    return new WindowCall(
        call.function(),
        call.arguments().stream().map(rewrite).toList(),
        call.filter() == null ? null : rewrite.apply(call.filter()),
        call.partitionBy().stream().map(rewrite).toList(),
        Grouping.rewrite(call.orderBy(), rewrite),
        call.frame(),
        call.startOffset(),
        call.endOffset(),
        call.type());
  }
}
