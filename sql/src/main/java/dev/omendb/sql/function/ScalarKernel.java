package dev.omendb.sql.function;

import dev.omendb.engine.column.Column;

/// A scalar function over columns.
@FunctionalInterface
public interface ScalarKernel {
  /// Appends `rows` results to `result` (empty on entry). For strict functions rows with a NULL
  /// argument must yield NULL and must not be computed on (their values are garbage).
  ///
  /// @param arguments columns of `rows` rows, of the kinds that carry the argument types
  void apply(CallContext context, Column[] arguments, int rows, Column result);
}
