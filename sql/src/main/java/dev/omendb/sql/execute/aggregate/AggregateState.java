package dev.omendb.sql.execute.aggregate;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.execute.RowBuffer;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.execute.sort.RowOrder;
import dev.omendb.sql.execute.sort.Sort;
import dev.omendb.sql.execute.sort.SortKey;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.function.AggregateKernel.Accumulator;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One aggregate call in one execution: evaluates its arguments, leaves out what FILTER and
/// DISTINCT leave out, brings rows into the order asked for, and feeds the accumulator. Owned by
/// the aggregation.
final class AggregateState {
  /// bigint: group numbers as a key column.
  private static final int GROUP_NUMBER_TYPE = 20;

  private final AggregateCall call;
  private final int argumentCount;
  private final Column[] arguments;
  private final Selection selection = new Selection();
  private final Column[] gathered;
  private int[] gatheredGroups = new int[0];
  private final LongColumn groupColumn = new LongColumn();
  private @Nullable Accumulator accumulator;
  private @Nullable GroupTable seen;
  private @Nullable RowBuffer ordered;

  AggregateState(AggregateCall call) {
    this.call = call;
    this.argumentCount = call.arguments().size();
    this.arguments = new Column[argumentCount + call.orderBy().size()];
    this.gathered = new Column[arguments.length];
  }

  AggregateCall call() {
    return call;
  }

  void start(EvaluationContext context) {
    accumulator = call.kernel().newAccumulator(context);
    if (!call.orderBy().isEmpty()) {
      ordered = new RowBuffer(keyedLayout(context, arguments.length));
    }
    if (call.distinct()) {
      seen = new GroupTable(keyedLayout(context, argumentCount));
    }
  }

  /// Group number, then the first `columns` of arguments and sort values.
  private RowLayout keyedLayout(EvaluationContext context, int columns) {
    List<PgType> types = new ArrayList<>();
    types.add(context.type(GROUP_NUMBER_TYPE));
    for (int i = 0; i < columns; i++) {
      types.add(expression(i).type());
    }
    return new RowLayout(types);
  }

  private Expression expression(int index) {
    return index < argumentCount
        ? call.arguments().get(index)
        : call.orderBy().get(index - argumentCount);
  }

  void ensureGroups(int groupCount) {
    running().ensureGroups(groupCount);
  }

  /// Adds a batch whose row i belongs to `groups[i]`.
  void add(EvaluationContext context, Batch input, int[] groups) {
    Expression filter = call.filter();
    int size = input.size();
    int kept = size;
    if (filter != null) {
      kept = selection.choose(filter.evaluate(context, input), size);
      if (kept == 0) {
        return;
      }
    }
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = expression(i).evaluate(context, input);
    }
    if (kept == size) {
      route(arguments, groups, size);
    } else {
      gather(arguments, groups);
      route(gathered, gatheredGroups, kept);
    }
  }

  /// Copies the selected rows.
  private void gather(Column[] columns, int[] groups) {
    int count = selection.count();
    int[] rows = selection.rows();
    if (gatheredGroups.length < count) {
      gatheredGroups = new int[Math.max(count, Column.BATCH_ROWS)];
    }
    for (int i = 0; i < count; i++) {
      gatheredGroups[i] = groups[rows[i]];
    }
    for (int c = 0; c < columns.length; c++) {
      if (gathered[c] == null) {
        gathered[c] = columns[c].newEmpty(Column.BATCH_ROWS);
      }
      gathered[c].clear();
      gathered[c].appendRows(columns[c], rows, count);
    }
  }

  private void route(Column[] columns, int[] groups, int size) {
    if (ordered != null) {
      ordered.append(keyed(columns, arguments.length, groups, size));
    } else if (seen != null) {
      addDistinct(seen, columns, groups, size);
    } else {
      running().add(groups, columns, size);
    }
  }

  private Batch keyed(Column[] columns, int width, int[] groups, int size) {
    groupColumn.clear();
    groupColumn.resize(size);
    for (int i = 0; i < size; i++) {
      groupColumn.set(i, groups[i]);
    }
    Column[] all = new Column[width + 1];
    all[0] = groupColumn;
    System.arraycopy(columns, 0, all, 1, width);
    return new Batch(all);
  }

  /// A row is new when it makes the table of (group, arguments) grow.
  private void addDistinct(GroupTable table, Column[] columns, int[] groups, int size) {
    Batch keyed = keyed(columns, argumentCount, groups, size);
    table.selectNew(keyed.columns(), size, selection);
    if (selection.count() > 0) {
      Column[] plain = new Column[argumentCount];
      System.arraycopy(columns, 0, plain, 0, argumentCount);
      feedSelected(plain, groups);
    }
  }

  private void feedSelected(Column[] plain, int[] groups) {
    int count = selection.count();
    int[] chosenGroups = new int[count];
    Column[] chosen = new Column[plain.length];
    for (int i = 0; i < count; i++) {
      chosenGroups[i] = groups[selection.rows()[i]];
    }
    for (int c = 0; c < plain.length; c++) {
      chosen[c] = plain[c].newEmpty(count);
      chosen[c].appendRows(plain[c], selection.rows(), count);
    }
    running().add(chosenGroups, chosen, count);
  }

  /// Feeds what had to wait for its order. Called once, after the last row.
  void finish(EvaluationContext context) {
    if (ordered == null || ordered.size() == 0) {
      return;
    }
    List<SortKey> keys = new ArrayList<>();
    keys.add(SortKey.ascending(0, context.type(GROUP_NUMBER_TYPE)));
    for (SortKey key : call.orderKeys()) {
      int column = 1 + argumentCount + key.column();
      keys.add(new SortKey(column, key.type(), key.descending(), key.nullsFirst()));
    }
    int[] order = Sort.identity(new int[0], ordered.size());
    new RowOrder(keys).sort(ordered.batch(), order, 0, ordered.size());
    Batch chunk = ordered.layout().newBatch(Column.BATCH_ROWS);
    int[] rows = new int[Column.BATCH_ROWS];
    int[] groups = new int[Column.BATCH_ROWS];
    for (int at = 0; at < order.length; at += Column.BATCH_ROWS) {
      context.checkCancelled();
      int count = Math.min(Column.BATCH_ROWS, order.length - at);
      System.arraycopy(order, at, rows, 0, count);
      ordered.copyRows(rows, count, chunk);
      for (int i = 0; i < count; i++) {
        groups[i] = (int) ((LongColumn) chunk.column(0)).get(i);
      }
      Column[] plain = new Column[argumentCount];
      System.arraycopy(chunk.columns(), 1, plain, 0, argumentCount);
      if (seen != null) {
        addDistinct(seen, plain, groups, count);
      } else {
        running().add(groups, plain, count);
      }
    }
  }

  void result(int group, Column into) {
    running().result(group, into);
  }

  long retainedBytes() {
    return running().retainedBytes()
        + (seen == null ? 0 : seen.retainedBytes())
        + (ordered == null ? 0 : ordered.retainedBytes());
  }

  void stop() {
    accumulator = null;
    seen = null;
    ordered = null;
  }

  private Accumulator running() {
    Accumulator current = accumulator;
    if (current == null) {
      throw new IllegalStateException("aggregation is not open");
    }
    return current;
  }
}
