package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Evaluates an expression over some rows of a batch: gathers the columns it uses, so that rows
/// which must not be computed (`x <> 0 AND 1/x > 2`) are not. Confined to one plan instance.
final class RowSubset {
  private final Expression expression;
  private final BitSet used = new BitSet();
  private @Nullable Batch gathered;

  RowSubset(Expression expression) {
    this.expression = expression;
    collect(expression, used);
  }

  Expression expression() {
    return expression;
  }

  /// A column of `count` rows: the expression over `rows[0..count)` of the input, ascending.
  Column evaluate(EvaluationContext context, Batch input, int[] rows, int count) {
    if (count == input.size()) {
      return expression.evaluate(context, input);
    }
    Batch batch = gathered;
    if (batch == null || batch.width() != input.width()) {
      batch = new Batch(input.columns().clone());
      for (int i = used.nextSetBit(0); i >= 0; i = used.nextSetBit(i + 1)) {
        batch.setColumn(i, input.column(i).newEmpty(count));
      }
      gathered = batch;
    }
    for (int i = used.nextSetBit(0); i >= 0; i = used.nextSetBit(i + 1)) {
      Column column = batch.column(i);
      column.clear();
      column.appendRows(input.column(i), rows, count);
    }
    batch.setSize(count);
    return expression.evaluate(context, batch);
  }

  private static void collect(Expression expression, BitSet used) {
    for (int column : expression.inputColumns()) {
      used.set(column);
    }
    for (Expression child : expression.children()) {
      collect(child, used);
    }
  }

  /// True when computing it for rows that do not matter can raise nothing.
  static boolean isInfallible(Expression expression) {
    return switch (expression) {
      case ColumnReference c -> true;
      case Constant c -> true;
      case Parameter p -> true;
      case FunctionCall call ->
          call.isInfallible() && call.children().stream().allMatch(RowSubset::isInfallible);
      case IsNull test -> isInfallible(test.children().get(0));
      default -> false;
    };
  }
}
