package dev.omendb.sql.execute.aggregate;

import dev.omendb.sql.expression.Expression;
import java.util.List;
import java.util.stream.Collectors;

/// Lists of expressions as EXPLAIN prints them.
final class Explained {
  private Explained() {}

  static String list(List<Expression> expressions) {
    return expressions.stream().map(Expression::toString).collect(Collectors.joining(", "));
  }
}
