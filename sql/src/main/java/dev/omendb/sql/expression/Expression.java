package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import org.jspecify.annotations.Nullable;

/// A bound, typed expression. Part of one plan instance and confined to its thread: results are
/// columns the expression owns and overwrites at the next call.
///
/// Evaluation is over dense batches: filters compact first (see decision record on selection), so a
/// loop runs over rows 0..size and CASE evaluates a branch only over the rows that chose it.
public abstract class Expression {
  private static final int[] NO_COLUMNS = {};

  private final PgType type;
  private final int typmod;

  protected Expression(PgType type, int typmod) {
    this.type = type;
    this.typmod = typmod;
  }

  public final PgType type() {
    return type;
  }

  public final int typmod() {
    return typmod;
  }

  /// A column of `input.size()` rows.
  public abstract Column evaluate(EvaluationContext context, Batch input);

  /// The input column this expression just passes on, or -1: only a column reference has one.
  public int inputColumn() {
    return -1;
  }

  /// The input columns this expression reads itself, besides its children.
  public int[] inputColumns() {
    return inputColumn() < 0 ? NO_COLUMNS : new int[] {inputColumn()};
  }

  /// The subquery this expression runs itself, or null.
  public @Nullable Subquery subquery() {
    return null;
  }

  /// Child expressions, for EXPLAIN and tree walks.
  public abstract java.util.List<Expression> children();

  /// The expression as EXPLAIN prints it.
  @Override
  public abstract String toString();
}
