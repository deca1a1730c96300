package dev.omendb.sql.function;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// A pure window function (row_number, rank, lag, …). Aggregates with OVER do not need one.
@FunctionalInterface
public interface WindowKernel {
  /// Appends one result for each row of a partition.
  ///
  /// @param arguments all rows of the partition, in window order
  /// @param peerStart for each row, index of the first row equal to it in window order
  /// @param rows size of the partition
  void apply(CallContext context, Column[] arguments, int[] peerStart, int rows, Column result);

  /// The kernel for these argument types: polymorphic functions (`to_json`, `array_agg`) return one
  /// that knows them, others themselves. Called once, when the call is bound.
  default WindowKernel specialise(List<PgType> argumentTypes, PgType resultType) {
    return this;
  }
}
