package dev.omendb.sql.execute;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.type.PgType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement ready to run, again and again: one execution at a time, on one thread at a time.
public final class PlanInstance implements AutoCloseable {
  private final Operator root;
  private final List<OutputColumn> columns;
  private final List<PgType> parameterTypes;
  private final Execution execution;
  private boolean open;

  /// @param columns what the client sees; the root may return more columns after these
  /// @param execution the one the root's operators were built with
  public PlanInstance(
      Operator root,
      List<OutputColumn> columns,
      List<PgType> parameterTypes,
      Execution execution) {
    this.root = root;
    this.columns = List.copyOf(columns);
    this.parameterTypes = List.copyOf(parameterTypes);
    this.execution = execution;
  }

  /// Starts an execution. An earlier one must be closed.
  public void open(EvaluationContext context) {
    assert !open : "a plan instance runs one execution at a time";
    open = true;
    execution.begin();
    root.open(context);
  }

  /// The next rows, or null at the end; valid until the next call.
  public @Nullable Batch next() {
    return root.next();
  }

  /// Ends the execution, complete or not. Safe to call twice.
  @Override
  public void close() {
    if (open) {
      open = false;
      root.close();
      execution.end();
    }
  }

  /// Rows inserted, updated or deleted by the current execution, for the command tag; -1 for a
  /// query.
  public long affectedRows() {
    return root instanceof ModifiesRows modify ? modify.affectedRows() : -1;
  }

  /// It calls volatile functions.
  public boolean isChanging() {
    return execution.isChanging();
  }

  public Operator root() {
    return root;
  }

  public List<OutputColumn> columns() {
    return columns;
  }

  public List<PgType> parameterTypes() {
    return parameterTypes;
  }

  /// An operator that counts the rows it changed.
  public interface ModifiesRows {
    long affectedRows();
  }
}
