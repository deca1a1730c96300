package dev.omendb.sql.execute.window;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.function.AggregateKernel;
import dev.omendb.sql.function.AggregateKernel.Accumulator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An aggregate over the frames of a partition. Frames that only grow share one running state;
/// others are summed up anew for each row whose frame differs from the row's before.
final class FramedAggregate {
  /// States of one accumulator before a new one is begun.
  private static final int MAX_STATES = 4096;

  private final AggregateKernel kernel;
  private final EvaluationContext context;
  private final Column[] arguments;
  private final @Nullable Column filter;
  private final Column[] gathered;
  private final Column last;
  private Accumulator accumulator;
  private int state = -1;
  private int[] groups = new int[16];

  /// @param arguments filter over all sorted rows
  FramedAggregate(
      AggregateKernel kernel,
      EvaluationContext context,
      Column[] arguments,
      @Nullable Column filter,
      Column resultPrototype) {
    this.kernel = kernel;
    this.context = context;
    this.arguments = arguments;
    this.filter = filter;
    this.gathered = new Column[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      gathered[i] = arguments[i].newEmpty(16);
    }
    this.last = resultPrototype.newEmpty(1);
    this.accumulator = kernel.newAccumulator(context);
  }

  /// Appends one result for each row of the partition.
  void compute(Partition partition, FrameBounds bounds, Column into) {
    newState();
    int added = 0;
    for (int row = 0; row < partition.size(); row++) {
      boolean changed;
      if (bounds.isGrowing()) {
        int end = bounds.end(row);
        changed = row == 0 || end > added;
        add(partition, bounds, row, added, end);
        added = end;
      } else {
        changed = row == 0 || bounds.hasExclusion() || !sameFrame(bounds, row);
        if (changed) {
          newState();
          add(partition, bounds, row, bounds.start(row), bounds.end(row));
        }
      }
      if (changed) {
        last.clear();
        accumulator.result(state, last);
      }
      into.appendFrom(last, 0);
    }
  }

  private static boolean sameFrame(FrameBounds bounds, int row) {
    return bounds.start(row) == bounds.start(row - 1) && bounds.end(row) == bounds.end(row - 1);
  }

  private void newState() {
    context.checkCancelled();
    state++;
    if (state == MAX_STATES) {
      accumulator = kernel.newAccumulator(context);
      state = 0;
    }
    accumulator.ensureGroups(state + 1);
  }

  private void add(Partition partition, FrameBounds bounds, int current, int from, int to) {
    for (int at = from; at < to; at += Column.BATCH_ROWS) {
      addSome(partition, bounds, current, at, Math.min(to, at + Column.BATCH_ROWS));
    }
  }

  private void addSome(Partition partition, FrameBounds bounds, int current, int from, int to) {
    for (Column column : gathered) {
      column.clear();
    }
    int count = 0;
    if (filter == null && !bounds.hasExclusion()) {
      count = to - from;
      for (int i = 0; i < gathered.length; i++) {
        gathered[i].appendRange(arguments[i], partition.first() + from, partition.first() + to);
      }
    } else {
      for (int row = from; row < to; row++) {
        if (passes(partition.first() + row) && !bounds.excludes(partition, current, row)) {
          count++;
          for (int i = 0; i < gathered.length; i++) {
            gathered[i].appendFrom(arguments[i], partition.first() + row);
          }
        }
      }
    }
    if (count == 0) {
      return;
    }
    if (groups.length < count) {
      groups = new int[Math.max(count, Column.BATCH_ROWS)];
    }
    Arrays.fill(groups, 0, count, state);
    accumulator.add(groups, gathered, count);
  }

  private boolean passes(int row) {
    Column condition = filter;
    return condition == null
        || (!condition.isNull(row) && ((LongColumn) condition).get(row) != 0);
  }
}
