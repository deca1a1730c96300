package dev.omendb.sql.execute.subquery;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.execute.Execution;
import dev.omendb.sql.execute.OneRow;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.Operator.Subplan;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Subplans.RunsPlan;
import dev.omendb.sql.execute.aggregate.GroupTable;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.expression.Subquery;
import java.util.Arrays;
import java.util.List;

/// Runs the plan of a subquery in an expression. Results are kept for the execution under the
/// values of the outer columns that the plan reads: an uncorrelated subquery runs once, a
/// correlated one once for each different outer row. Confined to the plan's thread.
public final class SubqueryRunner implements Subquery, RunsPlan {
  /// Kept results are forgotten when they take more than this.
  private static final long MAX_CACHE_BYTES = 64L << 20;

  private final String label;
  private final Execution execution;
  private final Operator plan;
  private final List<Expression> outerReferences;
  private final boolean cacheable;
  private final Batch noInput = OneRow.noColumns();
  private final Column[] keyColumns;
  private final GroupTable keys;

  /// Values of all kept results; result i is rows starts[i] to starts[i + 1].
  private final Column kept;

  private int[] starts = new int[16];
  private long cachedExecution;

  /// @param label `SubPlan 1` or `InitPlan 1`, as EXPLAIN says
  /// @param outerReferences every outer column the plan reads
  /// @param cacheable false when the plan is correlated and calls volatile functions
  public SubqueryRunner(
      String label,
      Execution execution,
      Operator plan,
      List<Expression> outerReferences,
      boolean cacheable) {
    this.label = label;
    this.execution = execution;
    execution.closeAtEnd(plan);
    this.plan = plan;
    this.outerReferences = List.copyOf(outerReferences);
    this.cacheable = cacheable;
    this.keyColumns = new Column[outerReferences.size()];
    this.keys =
        new GroupTable(new RowLayout(outerReferences.stream().map(Expression::type).toList()));
    this.kept =
        plan.layout().width() == 0
            ? new LongColumn(1)
            : RowLayout.newColumn(plan.layout().type(0), 16);
  }

  @Override
  public Subplan subplan() {
    return new Subplan(label, plan);
  }

  public boolean isCorrelated() {
    return !outerReferences.isEmpty();
  }

  @Override
  public void scalar(EvaluationContext context, Column into) {
    int result = result(context, Mode.SCALAR);
    if (starts[result] == starts[result + 1]) {
      into.appendNull();
    } else {
      into.appendFrom(kept, starts[result]);
    }
  }

  @Override
  public boolean exists(EvaluationContext context) {
    int result = result(context, Mode.EXISTS);
    return starts[result] < starts[result + 1];
  }

  @Override
  public void values(EvaluationContext context, Column into) {
    int result = result(context, Mode.VALUES);
    into.appendRange(kept, starts[result], starts[result + 1]);
  }

  private enum Mode {
    SCALAR,
    EXISTS,
    VALUES
  }

  /// The number of the kept result for the current outer row, computed when it is new.
  private int result(EvaluationContext context, Mode mode) {
    boolean stale = cachedExecution != execution.number() || (!cacheable && isCorrelated());
    if (stale || keys.retainedBytes() + kept.retainedBytes() > MAX_CACHE_BYTES) {
      keys.clear();
      kept.clear();
      cachedExecution = execution.number();
    }
    for (int i = 0; i < keyColumns.length; i++) {
      keyColumns[i] = outerReferences.get(i).evaluate(context, noInput);
    }
    int known = keys.groupCount();
    int found = keys.find(keyColumns, 1)[0];
    if (found >= 0) {
      return found;
    }
    int size = kept.size();
    run(context, mode);
    // The plan may have run this same subquery's expressions: the key is read again.
    for (int i = 0; i < keyColumns.length; i++) {
      keyColumns[i] = outerReferences.get(i).evaluate(context, noInput);
    }
    keys.assign(keyColumns, 1);
    if (starts.length < known + 2) {
      starts = Arrays.copyOf(starts, (known + 2) * 2);
    }
    starts[known] = size;
    starts[known + 1] = kept.size();
    return known;
  }

  private void run(EvaluationContext context, Mode mode) {
    context.checkCancelled();
    plan.open(context);
    int rows = 0;
    for (Batch batch = plan.next(); batch != null; batch = plan.next()) {
      rows += batch.size();
      if (mode == Mode.EXISTS) {
        kept.appendNull();
        break;
      }
      if (mode == Mode.SCALAR && rows > 1) {
        throw new DatabaseException(
            SqlState.CARDINALITY_VIOLATION,
            "more than one row returned by a subquery used as an expression");
      }
      kept.appendRange(batch.column(0), 0, batch.size());
    }
  }
}
