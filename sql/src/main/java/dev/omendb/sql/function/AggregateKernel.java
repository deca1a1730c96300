package dev.omendb.sql.function;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// An aggregate function: a factory of accumulators.
@FunctionalInterface
public interface AggregateKernel {
  Accumulator newAccumulator(CallContext context);

  /// The kernel for these argument types: polymorphic functions (`to_json`, `array_agg`) return one
  /// that knows them, others themselves. Called once, when the call is bound.
  default AggregateKernel specialise(List<PgType> argumentTypes, PgType resultType) {
    return this;
  }

  /// The states of all groups of one aggregation. Confined to one thread.
  interface Accumulator {
    /// Makes room for groups `0..groupCount`; new ones start empty.
    void ensureGroups(int groupCount);

    /// Adds rows: row i belongs to group `groups[i]`. NULL handling is the aggregate's own (most
    /// skip NULL).
    void add(int[] groups, Column[] arguments, int rows);

    /// Merges the states of another accumulator: its group i goes into `groups[i]` here. The
    /// partial/final split used across segments and, later, across nodes.
    void merge(Accumulator other, int[] groups);

    /// Appends group's result.
    void result(int group, Column into);

    /// Bytes held, for memory limits.
    long retainedBytes();
  }
}
