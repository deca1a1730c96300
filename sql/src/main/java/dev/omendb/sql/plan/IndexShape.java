package dev.omendb.sql.plan;

import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// The expressions of an index, bound over full rows of its table: one column for each of the
/// table's, dropped ones included.
///
/// @param keys one for each key column
/// @param predicate of a partial index, else null
public record IndexShape(List<RexNode> keys, @Nullable RexNode predicate) {
  public IndexShape {
    keys = List.copyOf(keys);
  }
}
