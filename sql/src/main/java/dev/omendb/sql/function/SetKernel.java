package dev.omendb.sql.function;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// A set-returning function.
@FunctionalInterface
public interface SetKernel {
  /// Starts it for one row of arguments (columns of which row `row` counts).
  Rows start(CallContext context, Column[] arguments, int row);

  /// The kernel for these argument types: polymorphic functions (`to_json`, `array_agg`) return one
  /// that knows them, others themselves. Called once, when the call is bound.
  default SetKernel specialise(List<PgType> argumentTypes, PgType resultType) {
    return this;
  }

  /// The rows it returns.
  interface Rows {
    /// Appends up to `max` rows to `into` (columns of the result type's fields, or one column);
    /// returns how many; 0 at the end.
    int next(Batch into, int max);
  }
}
