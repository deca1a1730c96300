package dev.omendb.sql.execute.window;

import dev.omendb.sql.expression.Expression;
import org.jspecify.annotations.Nullable;

/// The rows around the current one that an aggregate with OVER sees.
public record Frame(Mode mode, Bound start, Bound end, Exclusion exclusion) {
  /// RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW.
  public static final Frame DEFAULT =
      new Frame(
          Mode.RANGE,
          new Bound(Kind.UNBOUNDED_PRECEDING, null),
          new Bound(Kind.CURRENT_ROW, null),
          Exclusion.NO_OTHERS);

  public enum Mode {
    ROWS,
    RANGE,
    GROUPS
  }

  public enum Kind {
    UNBOUNDED_PRECEDING,
    OFFSET_PRECEDING,
    CURRENT_ROW,
    OFFSET_FOLLOWING,
    UNBOUNDED_FOLLOWING
  }

  /// The rows left out.
  public enum Exclusion {
    NO_OTHERS,
    CURRENT_ROW,
    GROUP,
    TIES
  }

  /// @param value of the two OFFSET kinds, over the operator's input: for ROWS and GROUPS how many
  ///     (bigint); for RANGE the sort key at the bound, computed by the planner as key - offset or
  ///     key + offset
  public record Bound(Kind kind, @Nullable Expression value) {
    public Bound {
      boolean offset = kind == Kind.OFFSET_PRECEDING || kind == Kind.OFFSET_FOLLOWING;
      if (offset != (value != null)) {
        throw new IllegalArgumentException(kind + " with value " + value);
      }
    }
  }

  /// True when the frame is the whole partition.
  boolean isWholePartition() {
    return start.kind == Kind.UNBOUNDED_PRECEDING
        && end.kind == Kind.UNBOUNDED_FOLLOWING
        && exclusion == Exclusion.NO_OTHERS;
  }
}
