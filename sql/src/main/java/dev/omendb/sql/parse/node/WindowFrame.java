package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// ROWS|RANGE|GROUPS BETWEEN start AND end EXCLUDE …. Without BETWEEN the end is CURRENT ROW.
public record WindowFrame(Mode mode, Bound start, Bound end, Exclusion exclusion) {
  /// What the offsets count.
  public enum Mode {
    ROWS,
    RANGE,
    GROUPS
  }

  /// Where a frame begins or ends; `offset` for the two OFFSET kinds.
  public record Bound(Kind kind, @Nullable SqlNode offset) {
    /// The five kinds.
    public enum Kind {
      UNBOUNDED_PRECEDING,
      OFFSET_PRECEDING,
      CURRENT_ROW,
      OFFSET_FOLLOWING,
      UNBOUNDED_FOLLOWING
    }
  }

  /// The rows left out.
  public enum Exclusion {
    NO_OTHERS,
    CURRENT_ROW,
    GROUP,
    TIES
  }
}
