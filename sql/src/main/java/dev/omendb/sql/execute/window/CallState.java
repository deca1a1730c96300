package dev.omendb.sql.execute.window;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.function.WindowKernel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One call of a window operator: where its inputs are in the buffer, and its results. Owned by the
/// operator.
final class CallState {
  private final WindowCall call;
  private final int[] arguments;
  private final int filter;
  private final int startValue;
  private final int endValue;
  private final FrameBounds bounds;
  private final @Nullable FramedValue framedValue;
  private Column results;
  private @Nullable FramedAggregate aggregate;

  CallState(WindowCall call, WindowColumns columns) {
    this.call = call;
    this.arguments = columns.addAll(call.arguments());
    this.filter = columns.addOptional(call.filter());
    this.startValue = columns.addOptional(call.frame().start().value());
    this.endValue = columns.addOptional(call.frame().end().value());
    this.bounds = new FrameBounds(call.frame());
    this.framedValue =
        switch (call.name().toLowerCase(Locale.ROOT)) {
          case "first_value" -> FramedValue.FIRST_VALUE;
          case "last_value" -> FramedValue.LAST_VALUE;
          case "nth_value" -> FramedValue.NTH_VALUE;
          default -> null;
        };
    this.results = RowLayout.newColumn(call.resultType(), 16);
  }

  /// Begins with a set of sorted rows.
  void start(EvaluationContext context, Batch sorted) {
    results = RowLayout.newColumn(call.resultType(), 16);
    aggregate = null;
    if (call.function() instanceof WindowCall.Function.Aggregate(var kernel)) {
      aggregate =
          new FramedAggregate(
              kernel, context, columns(sorted), optional(sorted, filter), results);
    }
  }

  /// Computes one partition's results.
  void compute(EvaluationContext context, Batch sorted, Partition partition) {
    if (call.function() instanceof WindowCall.Function.Pure(var kernel) && framedValue == null) {
      pure(context, kernel, sorted, partition);
      return;
    }
    bounds.compute(partition, optional(sorted, startValue), optional(sorted, endValue));
    if (framedValue != null) {
      framedValue.compute(partition, bounds, columns(sorted), results);
    } else if (aggregate != null) {
      aggregate.compute(partition, bounds, results);
    }
  }

  private void pure(
      EvaluationContext context, WindowKernel kernel, Batch sorted, Partition partition) {
    Column[] all = columns(sorted);
    Column[] own = new Column[all.length];
    int size = partition.size();
    for (int i = 0; i < all.length; i++) {
      own[i] = all[i].newEmpty(size);
      own[i].appendRange(all[i], partition.first(), partition.first() + size);
    }
    kernel.apply(context, own, partition.peerStart(), size, results);
  }

  private Column[] columns(Batch sorted) {
    Column[] columns = new Column[arguments.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = sorted.column(arguments[i]);
    }
    return columns;
  }

  private static @Nullable Column optional(Batch sorted, int column) {
    return column < 0 ? null : sorted.column(column);
  }

  Column results() {
    return results;
  }

  void stop() {
    aggregate = null;
    results = RowLayout.newColumn(call.resultType(), 16);
  }
}
