package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.expression.SubqueryComparison;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A filter whose answer for a row follows from the row's stored values, the statement's parameters
/// and the values of its subqueries alone, so that it can be kept.
///
/// @param condition text that no other filter of the table has
/// @param parameters 0-based numbers of those it reads
/// @param attnums columns it reads
/// @param subqueries how many `x op ANY (SELECT …)` it has, none of which reads the row
public record LastingFilter(
    long tableOid, String condition, int[] parameters, int[] attnums, int subqueries) {
  /// Subqueries with more bytes of values are not worth comparing.
  private static final int MOST_VALUE_BYTES = 1 << 16;

  /// The filter with the values bound for one execution; null where these are too many.
  ///
  /// @param expression the filter as it is evaluated
  FilterCache.@Nullable Key key(EvaluationContext context, Expression expression) {
    ByteArrayOutputStream values = new ByteArrayOutputStream(16 * parameters.length);
    for (int parameter : parameters) {
      append(context.parameters().column(parameter), 0, values);
    }
    if (subqueries > 0 && !appendSubqueries(context, expression, values)) {
      return null;
    }
    return new FilterCache.Key(tableOid, condition, ByteBuffer.wrap(values.toByteArray()));
  }

  private boolean appendSubqueries(
      EvaluationContext context, Expression expression, ByteArrayOutputStream into) {
    List<SubqueryComparison> found = new ArrayList<>(subqueries);
    collect(expression, found);
    if (found.size() != subqueries) {
      return false;
    }
    for (SubqueryComparison comparison : found) {
      Column values = comparison.values(context);
      if (values == null) {
        return false;
      }
      into.writeBytes(bytes(values.size()));
      for (int i = 0; i < values.size(); i++) {
        append(values, i, into);
        if (into.size() > MOST_VALUE_BYTES) {
          return false;
        }
      }
    }
    return true;
  }

  private static void collect(Expression expression, List<SubqueryComparison> into) {
    if (expression instanceof SubqueryComparison comparison) {
      into.add(comparison);
    }
    for (Expression child : expression.children()) {
      collect(child, into);
    }
  }

  private static void append(Column value, int row, ByteArrayOutputStream into) {
    byte[] bytes =
        value.isNull(row)
            ? null
            : switch (value) {
              case LongColumn number -> bytes(number.get(row));
              case DoubleColumn number -> bytes(Double.doubleToRawLongBits(number.get(row)));
              case BytesColumn encoded -> encoded.copy(row);
            };
    into.writeBytes(bytes(bytes == null ? -1 : bytes.length));
    if (bytes != null) {
      into.writeBytes(bytes);
    }
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
