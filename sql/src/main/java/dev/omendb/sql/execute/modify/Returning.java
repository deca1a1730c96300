package dev.omendb.sql.execute.modify;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import java.util.List;

/// A RETURNING clause. Owned by one operator.
final class Returning {
  private final Expression[] expressions;
  private final Batch output;

  Returning(List<Expression> expressions) {
    this.expressions = expressions.toArray(new Expression[0]);
    this.output = layout(expressions).newBatch(0);
  }

  static RowLayout layout(List<Expression> expressions) {
    return new RowLayout(expressions.stream().map(Expression::type).toList());
  }

  boolean isEmpty() {
    return expressions.length == 0;
  }

  Batch evaluate(EvaluationContext context, Batch rows) {
    for (int i = 0; i < expressions.length; i++) {
      output.setColumn(i, expressions[i].evaluate(context, rows));
    }
    output.setSize(rows.size());
    return output;
  }
}
