package dev.omendb.sql.execute;

import dev.omendb.sql.execute.Operator.Subplan;
import dev.omendb.sql.expression.Expression;
import java.util.ArrayList;
import java.util.List;

/// Finds the plans inside expressions.
public final class Subplans {
  private Subplans() {}

  public static List<Subplan> of(Iterable<? extends Expression> expressions) {
    List<Subplan> found = new ArrayList<>();
    for (Expression expression : expressions) {
      collect(expression, found);
    }
    return found;
  }

  private static void collect(Expression expression, List<Subplan> found) {
    if (expression.subquery() instanceof RunsPlan runner) {
      found.add(runner.subplan());
    }
    for (Expression child : expression.children()) {
      collect(child, found);
    }
  }

  /// A subquery that runs a plan.
  public interface RunsPlan {
    Subplan subplan();
  }
}
