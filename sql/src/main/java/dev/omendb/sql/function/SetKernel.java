package dev.omendb.sql.function;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;

/// A set-returning function.
@FunctionalInterface
public interface SetKernel {
  /// Starts it for one row of arguments (columns of which row `row` counts).
  Rows start(CallContext context, Column[] arguments, int row);

  /// The rows it returns.
  interface Rows {
    /// Appends up to `max` rows to `into` (columns of the result type's fields, or one column);
    /// returns how many; 0 at the end.
    int next(Batch into, int max);
  }
}
