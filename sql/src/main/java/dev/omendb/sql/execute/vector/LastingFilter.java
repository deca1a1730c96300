package dev.omendb.sql.execute.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.expression.EvaluationContext;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// A filter whose answer for a row follows from the row's stored values and the statement's
/// parameters alone, so that it can be kept.
///
/// @param condition text that no other filter of the table has
/// @param parameters 0-based numbers of those it reads
/// @param attnums columns it reads
public record LastingFilter(
    long tableOid, String condition, int[] parameters, int[] attnums) {
  /// The filter with the values bound for one execution.
  FilterCache.Key key(EvaluationContext context) {
    ByteArrayOutputStream values = new ByteArrayOutputStream(16 * parameters.length);
    for (int parameter : parameters) {
      Column value = context.parameters().column(parameter);
      byte[] bytes =
          value.isNull(0)
              ? null
              : switch (value) {
                case LongColumn number -> bytes(number.get(0));
                case DoubleColumn number -> bytes(Double.doubleToRawLongBits(number.get(0)));
                case BytesColumn encoded -> encoded.copy(0);
              };
      values.writeBytes(bytes(bytes == null ? -1 : bytes.length));
      if (bytes != null) {
        values.writeBytes(bytes);
      }
    }
    return new FilterCache.Key(tableOid, condition, ByteBuffer.wrap(values.toByteArray()));
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
