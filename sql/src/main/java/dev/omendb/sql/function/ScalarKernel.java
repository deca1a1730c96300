package dev.omendb.sql.function;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// A scalar function over columns.
@FunctionalInterface
public interface ScalarKernel {
  /// Appends `rows` results to `result` (empty on entry). For strict functions rows with a NULL
  /// argument must yield NULL and must not be computed on (their values are garbage).
  ///
  /// @param arguments columns of `rows` rows, of the kinds that carry the argument types
  void apply(CallContext context, Column[] arguments, int rows, Column result);

  /// The kernel for these argument types: polymorphic functions (`to_json`, `array_agg`) return one
  /// that knows them, others themselves. Called once, when the call is bound.
  default ScalarKernel specialise(List<PgType> argumentTypes, PgType resultType) {
    return this;
  }

  /// True when it raises no error for any argument, so that rows whose result does not matter may
  /// be computed too.
  default boolean isInfallible() {
    return false;
  }
}
