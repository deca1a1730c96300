package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.parse.node.SortItem;
import dev.omendb.sql.parse.node.WindowFrame;
import dev.omendb.sql.parse.node.WindowSpec;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.plan.rex.SortKey;
import dev.omendb.sql.plan.rex.WindowCall;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// OVER clauses.
final class WindowBinder {
  private static final int INT8 = 20;

  private final ExpressionBinder binder;

  WindowBinder(ExpressionBinder binder) {
    this.binder = binder;
  }

  RexNode bind(
      WindowSpec over,
      Function function,
      List<RexNode> arguments,
      @Nullable RexNode filter,
      PgRelType type) {
    WindowSpec base = over.reference == null ? null : named(over);
    List<SqlNode> partition = new ArrayList<>(base == null ? List.of() : base.partitionBy);
    partition.addAll(over.partitionBy);
    List<SortItem> order =
        base != null && !base.orderBy.isEmpty() ? base.orderBy : over.orderBy;
    WindowFrame frame = over.frame != null || base == null ? over.frame : base.frame;
    List<RexNode> partitionBy = new ArrayList<>();
    for (SqlNode node : partition) {
      partitionBy.add(binder.bindResolved(node, Clause.WINDOW));
    }
    List<SortKey> orderBy = new ArrayList<>();
    for (SortItem item : order) {
      orderBy.add(CallBinder.sortKey(binder.bindResolved(item.expression, Clause.WINDOW), item));
    }
    WindowCall call =
        new WindowCall(
            function, arguments, filter, partitionBy, orderBy, frame,
            offset(frame, frame == null ? null : frame.start(), orderBy),
            offset(frame, frame == null ? null : frame.end(), orderBy), type);
    List<RexNode> operands = new ArrayList<>(arguments);
    if (filter != null) {
      operands.add(filter);
    }
    operands.addAll(partitionBy);
    orderBy.forEach(k -> operands.add(k.expression()));
    return binder.rex().call(new PgOperator.Window(call), type, operands);
  }

  private WindowSpec named(WindowSpec over) {
    for (WindowSpec window : binder.windows()) {
      if (over.reference.equals(window.name)) {
        if (window.reference != null) {
          throw DatabaseException.unsupported("a window defined by another window");
        }
        return window;
      }
    }
    throw new DatabaseException(
            SqlState.UNDEFINED_OBJECT, "window \"" + over.reference + "\" does not exist")
        .position(over.position());
  }

  private @Nullable RexNode offset(
      @Nullable WindowFrame frame, WindowFrame.@Nullable Bound bound, List<SortKey> orderBy) {
    if (frame == null || bound == null || bound.offset() == null) {
      return null;
    }
    RexNode offset = binder.bind(bound.offset(), Clause.WINDOW);
    PgType type = binder.context.type(INT8);
    if (frame.mode() == WindowFrame.Mode.RANGE && orderBy.size() == 1) {
      PgType key = PgRex.typeOf(orderBy.getFirst().expression());
      type = key.info().category() == 'D' ? binder.context.systemType("interval") : key;
    }
    return binder.binders.coercion().implicit(offset, type);
  }
}
