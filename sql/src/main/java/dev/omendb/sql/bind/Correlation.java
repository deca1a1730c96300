package dev.omendb.sql.bind;

import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexNode;

/// The link from a subquery to the query around it. The subquery's references to the outer row are
/// collected as arguments: expressions over the outer row that become operands of the subquery's
/// call (or of the lateral join).
final class Correlation {
  private final PgRex rex;
  private final ExpressionBinder outer;
  private final int id;
  private final List<RexNode> arguments = new ArrayList<>();

  Correlation(PgRex rex, ExpressionBinder outer) {
    this.rex = rex;
    this.outer = outer;
    this.id = rex.newCorrelation();
  }

  /// Resolves names in the enclosing query.
  ExpressionBinder outer() {
    return outer;
  }

  int id() {
    return id;
  }

  List<RexNode> arguments() {
    return arguments;
  }

  /// The node by which the subquery refers to an expression over the outer row.
  RexNode capture(RexNode outerExpression) {
    int index = arguments.indexOf(outerExpression);
    if (index < 0) {
      index = arguments.size();
      arguments.add(outerExpression);
    }
    return rex.call(
        new PgOperator.OuterReference(id, index),
        PgRelType.of(outerExpression.getType()),
        List.of());
  }
}
