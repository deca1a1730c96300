package dev.omendb.sql.execute.modify;

import dev.omendb.engine.index.IndexKeys;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ON CONFLICT.
///
/// @param arbiters the unique indexes that decide; all of the table's for DO NOTHING without a
///     target
/// @param update null for DO NOTHING
public record OnConflict(List<Arbiter> arbiters, @Nullable Update update) {
  public OnConflict {
    arbiters = List.copyOf(arbiters);
  }

  /// @param keys computes the index's keys from full rows; confined to this plan
  public record Arbiter(long indexOid, IndexKeys keys) {}

  /// DO UPDATE SET … WHERE …: expressions over the existing full row, then the row proposed
  /// (`excluded`).
  public record Update(List<Assignment> assignments, @Nullable Expression where) {
    public Update {
      assignments = List.copyOf(assignments);
    }
  }
}
