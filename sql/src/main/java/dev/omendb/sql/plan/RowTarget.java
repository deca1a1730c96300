package dev.omendb.sql.plan;

import dev.omendb.sql.execute.modify.TargetTable;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table as a command sees it that brings rows of its own.
///
/// @param defaults what columns get that the rows do not have, in attnum order; a column in neither
///     gets NULL
/// @param where over full rows; null to keep all
public record RowTarget(TargetTable target, List<Default> defaults, @Nullable Expression where) {
  /// A column and the expression, of no columns, that gives its value.
  public record Default(int attnum, Expression value) {}
}
