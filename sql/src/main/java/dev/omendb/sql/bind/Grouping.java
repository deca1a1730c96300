package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.SelectBlock;
import dev.omendb.sql.plan.rel.PgAggregate;
import dev.omendb.sql.plan.rex.AggregateCall;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.plan.rex.SortKey;
import dev.omendb.sql.plan.rex.WindowCall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.jspecify.annotations.Nullable;

/// Puts the aggregation node under a block and rewrites what is above it: group keys and aggregate
/// calls become references to the node's columns; any other column of FROM is an error unless its
/// table's primary key is among the keys.
final class Grouping {
  private final ExpressionBinder binder;
  private final PgRex rex;
  private final Scope scope;

  Grouping(ExpressionBinder binder, Scope scope) {
    this.binder = binder;
    this.rex = binder.rex();
    this.scope = scope;
  }

  RelNode apply(RelNode input, List<RexNode> groupBy, SelectBlock block, SelectState state) {
    List<RexCall> aggregates = state.calls(PgOperator.Aggregate.class);
    List<RexNode> keys = new ArrayList<>(groupBy);
    addDependentColumns(keys, state);
    List<AggregateCall> calls = new ArrayList<>();
    for (RexCall aggregate : aggregates) {
      calls.add(((PgOperator.Aggregate) aggregate.getOperator()).call());
    }
    var rowType = rex.types().builder();
    for (RexNode key : keys) {
      rowType.add("key" + rowType.getFieldCount(), key.getType());
    }
    for (RexCall aggregate : aggregates) {
      rowType.add("agg" + rowType.getFieldCount(), aggregate.getType());
    }
    List<List<Integer>> sets = List.of(IntStream.range(0, keys.size()).boxed().toList());
    Rewriter rewriter = new Rewriter(keys, aggregates);
    state.replace(node -> node.accept(rewriter));
    return new PgAggregate(input, rowType.uniquify().build(), keys, sets, calls);
  }

  /// Functional dependency (SQL:1999, PostgreSQL 9.1): columns of a table whose primary key is
  /// grouped by are keys too; they do not change the groups.
  private void addDependentColumns(List<RexNode> keys, SelectState state) {
    for (RangeEntry entry : scope.entries()) {
      if (entry.table() == null || !primaryKeyIn(keys, entry)) {
        continue;
      }
      for (ScopeColumn column : entry.columns()) {
        if (!keys.contains(column.expression()) && isUsed(column.expression(), state)) {
          keys.add(column.expression());
        }
      }
    }
  }

  private static boolean primaryKeyIn(List<RexNode> keys, RangeEntry entry) {
    for (Constraint constraint : entry.table().constraints()) {
      if (constraint.kind() == 'p') {
        return constraint.attnums().stream()
            .allMatch(
                attnum ->
                    entry.columns().stream()
                        .anyMatch(
                            c -> c.attnum() == attnum && keys.contains(c.expression())));
      }
    }
    return false;
  }

  private static boolean isUsed(RexNode column, SelectState state) {
    boolean[] used = {false};
    RexShuttle finder =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef ref) {
            used[0] |= ref.equals(column);
            return ref;
          }
        };
    state.replace(
        node -> {
          node.accept(finder);
          return node;
        });
    return used[0];
  }

  private final class Rewriter extends RexShuttle {
    private final List<RexNode> keys;
    private final List<RexCall> aggregates;

    Rewriter(List<RexNode> keys, List<RexCall> aggregates) {
      this.keys = keys;
      this.aggregates = aggregates;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      int key = keys.indexOf(call);
      if (key >= 0) {
        return new RexInputRef(key, call.getType());
      }
      int aggregate = aggregates.indexOf(call);
      if (aggregate >= 0) {
        return new RexInputRef(keys.size() + aggregate, call.getType());
      }
      if (call.getOperator() instanceof PgOperator.Window window) {
        return rewriteWindow(call, window.call());
      }
      return super.visitCall(call);
    }

    @Override
    public RexNode visitInputRef(RexInputRef ref) {
      int key = keys.indexOf(ref);
      if (key >= 0) {
        return new RexInputRef(key, ref.getType());
      }
      throw new DatabaseException(
              SqlState.GROUPING_ERROR,
              "column \"%s\" must appear in the GROUP BY clause or be used in an aggregate function"
                  .formatted(name(ref)))
          .position(binder.positionOf(ref));
    }

    private RexNode rewriteWindow(RexCall call, WindowCall window) {
      WindowCall rewritten = Windowing.rewrite(window, node -> node.accept(this));
      List<RexNode> operands = new ArrayList<>();
      call.getOperands().forEach(o -> operands.add(o.accept(this)));
      return rex.call(new PgOperator.Window(rewritten), rewritten.type(), operands);
    }
  }

  private String name(RexInputRef ref) {
    for (RangeEntry entry : scope.entries()) {
      ScopeColumn column = find(entry, ref);
      if (column != null) {
        return entry.alias() + "." + column.name();
      }
    }
    return ref.getName();
  }

  private static @Nullable ScopeColumn find(RangeEntry entry, RexInputRef ref) {
    for (List<ScopeColumn> list : List.of(entry.columns(), entry.system())) {
      for (ScopeColumn column : list) {
        if (column.expression().equals(ref)) {
          return column;
        }
      }
    }
    return null;
  }

  /// Sort keys with each expression rewritten.
  static List<SortKey> rewrite(
      List<SortKey> keys, java.util.function.UnaryOperator<RexNode> rewrite) {
    return keys.stream()
        .map(k -> new SortKey(rewrite.apply(k.expression()), k.descending(), k.nullsFirst()))
        .toList();
  }
}
