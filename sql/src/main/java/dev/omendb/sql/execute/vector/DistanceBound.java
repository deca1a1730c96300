package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.sql.execute.OneRow;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;

/// A condition that keeps near rows only: `scale * distance + shift` compared with a value. It ends
/// a search; the condition itself is evaluated again over what is found, for the last bits.
///
/// @param value double precision, reading parameters and outer rows only
public record DistanceBound(Expression value, double scale, double shift) {
  private static final double RELATIVE_SLACK = 1e-5;
  private static final double ABSOLUTE_SLACK = 1e-6;

  /// No row farther than this passes; negative infinity when none does.
  double farthest(EvaluationContext context) {
    Column bound = value.evaluate(context, OneRow.noColumns());
    if (bound.isNull(0)) {
      return Double.NEGATIVE_INFINITY;
    }
    double distance = (((DoubleColumn) bound).get(0) - shift) / scale;
    return Double.isNaN(distance)
        ? Double.POSITIVE_INFINITY
        : distance + RELATIVE_SLACK * Math.abs(distance) + ABSOLUTE_SLACK;
  }
}
