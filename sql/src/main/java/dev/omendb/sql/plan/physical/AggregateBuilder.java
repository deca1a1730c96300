package dev.omendb.sql.plan.physical;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.aggregate.AggregateCall;
import dev.omendb.sql.execute.aggregate.HashAggregate;
import dev.omendb.sql.execute.sort.SortKey;
import dev.omendb.sql.execute.window.Frame;
import dev.omendb.sql.execute.window.WindowOperator;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.function.Function.Implementation;
import dev.omendb.sql.parse.node.WindowFrame;
import dev.omendb.sql.plan.rel.PgAggregate;
import dev.omendb.sql.plan.rel.PgWindow;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.plan.rex.WindowCall;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// GROUP BY with aggregates, and window functions.
final class AggregateBuilder {
  private final PhysicalBuilder plans;

  AggregateBuilder(PhysicalBuilder plans) {
    this.plans = plans;
  }

  Built build(PgAggregate aggregate) {
    List<RexNode> read = new ArrayList<>(aggregate.keys());
    for (var call : aggregate.calls()) {
      read.addAll(call.arguments());
      call.orderBy().forEach(k -> read.add(k.expression()));
      if (call.filter() != null) {
        read.add(call.filter());
      }
    }
    RelNode input = aggregate.getInput();
    List<String> names = input.getRowType().getFieldNames();
    Built child = plans.build(input, Columns.of(read));
    List<AggregateCall> calls = new ArrayList<>();
    for (var call : aggregate.calls()) {
      calls.add(call(call, child, names));
    }
    List<Expression> keys =
        plans.expressions().buildAll(aggregate.keys(), child.places(), names);
    Operator operator = new HashAggregate(child.operator(), keys, calls);
    double rows = keys.isEmpty() ? 1 : Math.max(1, child.rows() / 5);
    return new Built(
        PhysicalBuilder.estimated(operator, rows),
        Built.identity(aggregate.getRowType().getFieldCount()), rows);
  }

  private AggregateCall call(
      dev.omendb.sql.plan.rex.AggregateCall call, Built child, List<String> names) {
    List<RexNode> orderBy = call.orderBy().stream().map(k -> k.expression()).toList();
    return new AggregateCall(
        call.function().name(),
        ((Implementation.Aggregate) call.function().implementation())
            .kernel()
            .specialise(types(call.arguments()), call.type().type()),
        call.type().type(),
        plans.expressions().buildAll(call.arguments(), child.places(), names),
        call.distinct(),
        call.filter() == null
            ? null
            : plans.expressions().build(call.filter(), child.places(), names),
        plans.expressions().buildAll(orderBy, child.places(), names),
        keys(call.orderBy()));
  }

  private static List<PgType> types(List<RexNode> arguments) {
    return arguments.stream().map(PgRex::typeOf).toList();
  }

  private static List<SortKey> keys(List<dev.omendb.sql.plan.rex.SortKey> orderBy) {
    List<SortKey> keys = new ArrayList<>();
    for (var key : orderBy) {
      keys.add(
          new SortKey(
              keys.size(), PgRex.typeOf(key.expression()), key.descending(), key.nullsFirst()));
    }
    return keys;
  }

  /// One operator for each different window, stacked.
  Built window(PgWindow window, BitSet needed) {
    RelNode input = window.getInput();
    int width = input.getRowType().getFieldCount();
    List<RexNode> read = new ArrayList<>();
    window.calls().forEach(call -> addReads(call, read));
    BitSet columns = Columns.of(read);
    columns.or(needed.get(0, width));
    Built child = plans.build(input, columns);
    int[] places = Arrays.copyOf(child.places(), width + window.calls().size());
    Arrays.fill(places, width, places.length, -1);
    Map<Object, List<Integer>> windows = new LinkedHashMap<>();
    for (int i = 0; i < window.calls().size(); i++) {
      WindowCall call = window.calls().get(i);
      Object key = List.of(call.partitionBy(), call.orderBy());
      windows.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
    }
    List<String> names = input.getRowType().getFieldNames();
    Operator operator = child.operator();
    for (List<Integer> members : windows.values()) {
      int before = operator.layout().width();
      operator =
          PhysicalBuilder.estimated(
              one(operator, window, members, child.places(), names), child.rows());
      for (int i = 0; i < members.size(); i++) {
        places[width + members.get(i)] = before + i;
      }
    }
    return new Built(operator, places, child.rows());
  }

  private static void addReads(WindowCall call, List<RexNode> read) {
    read.addAll(call.arguments());
    read.addAll(call.partitionBy());
    call.orderBy().forEach(k -> read.add(k.expression()));
    for (RexNode node : Arrays.asList(call.filter(), call.startOffset(), call.endOffset())) {
      if (node != null) {
        read.add(node);
      }
    }
  }

  private Operator one(
      Operator child, PgWindow window, List<Integer> members, int[] places, List<String> names) {
    WindowCall first = window.calls().get(members.getFirst());
    List<RexNode> orderBy = first.orderBy().stream().map(k -> k.expression()).toList();
    List<dev.omendb.sql.execute.window.WindowCall> calls = new ArrayList<>();
    for (int member : members) {
      calls.add(call(window.calls().get(member), places, names));
    }
    return new WindowOperator(
        child,
        plans.expressions().buildAll(first.partitionBy(), places, names),
        plans.expressions().buildAll(orderBy, places, names),
        keys(first.orderBy()),
        calls);
  }

  private dev.omendb.sql.execute.window.WindowCall call(
      WindowCall call, int[] places, List<String> names) {
    dev.omendb.sql.execute.window.WindowCall.Function function =
        switch (call.function().implementation()) {
          case Implementation.Window w ->
              new dev.omendb.sql.execute.window.WindowCall.Function.Pure(w.kernel());
          case Implementation.Aggregate a ->
              new dev.omendb.sql.execute.window.WindowCall.Function.Aggregate(
                  a.kernel().specialise(types(call.arguments()), call.type().type()));
          case Implementation.Scalar s -> throw new IllegalStateException(call.toString());
          case Implementation.SetReturning s -> throw new IllegalStateException(call.toString());
        };
    return new dev.omendb.sql.execute.window.WindowCall(
        call.function().name(),
        function,
        plans.expressions().buildAll(call.arguments(), places, names),
        call.filter() == null ? null : plans.expressions().build(call.filter(), places, names),
        frame(call, places, names),
        call.type().type());
  }

  private Frame frame(WindowCall call, int[] places, List<String> names) {
    WindowFrame frame = call.frame();
    if (frame == null) {
      return Frame.DEFAULT;
    }
    boolean offsets = call.startOffset() != null || call.endOffset() != null;
    if (frame.mode() == WindowFrame.Mode.RANGE && offsets) {
      throw DatabaseException.unsupported("RANGE with offset");
    }
    return new Frame(
        Frame.Mode.valueOf(frame.mode().name()),
        bound(frame.start(), call.startOffset(), places, names),
        bound(frame.end(), call.endOffset(), places, names),
        Frame.Exclusion.valueOf(frame.exclusion().name()));
  }

  private Frame.Bound bound(
      WindowFrame.Bound bound, @Nullable RexNode offset, int[] places, List<String> names) {
    return new Frame.Bound(
        Frame.Kind.valueOf(bound.kind().name()),
        offset == null ? null : plans.expressions().build(offset, places, names));
  }
}
