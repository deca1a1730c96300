package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.function.Function.Volatility;

/// Replaces what depends on nothing by its value, as PostgreSQL's planner does: immutable functions
/// over constants. An error is left for execution, where the row may never be reached.
public final class ConstantFolder {
  private final EvaluationContext context;

  public ConstantFolder(EvaluationContext context) {
    this.context = context;
  }

  /// The constant equal to the expression, or the expression itself. Children are not rewritten:
  /// the binder folds bottom-up, as it builds.
  public Expression fold(Expression expression) {
    if (expression instanceof Constant || !isFoldable(expression)) {
      return expression;
    }
    for (Expression child : expression.children()) {
      if (!(child instanceof Constant)) {
        return expression;
      }
    }
    try {
      Batch none = new Batch();
      none.setSize(1);
      Column value = expression.evaluate(context, none);
      Column copy = value.newEmpty(1);
      copy.appendFrom(value, 0);
      return new Constant(expression.type(), expression.typmod(), copy);
    } catch (DatabaseException e) {
      return expression;
    }
  }

  private static boolean isFoldable(Expression expression) {
    return switch (expression) {
      case FunctionCall call -> call.function().volatility() == Volatility.IMMUTABLE;
      case Logical e -> true;
      case Not e -> true;
      case IsNull e -> true;
      case TruthTest e -> true;
      case IsDistinctFrom e -> true;
      case CaseWhen e -> true;
      case Coalesce e -> true;
      case Extreme e -> true;
      case InList e -> true;
      case Coerce e -> true;
      case Relabel e -> true;
      case ArrayConstructor e -> true;
      case Subscript e -> true;
      case ArraySlice e -> true;
      default -> false;
    };
  }
}
