package dev.omendb.sql.execute.modify;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.PgType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Rows and values as error details show them.
public final class RowText {
  /// Longer values are cut, as PostgreSQL does.
  private static final int MAX_VALUE_BYTES = 64;

  private RowText() {}

  /// `(1, null, abc)`.
  static String describe(EvaluationContext context, TargetTable target, Batch rows, int row) {
    List<String> values = new ArrayList<>();
    for (CatalogObject.Column column : target.table().columns()) {
      if (!column.dropped()) {
        int place = column.attnum() - 1;
        String text = value(context, target.layout().type(place), rows.column(place), row);
        values.add(cut(text));
      }
    }
    return "(" + String.join(", ", values) + ")";
  }

  /// A value's text form; `null` for NULL.
  public static String value(EvaluationContext context, PgType type, Column column, int row) {
    if (column.isNull(row)) {
      return "null";
    }
    ByteArraySink sink = new ByteArraySink();
    type.formatText(column, row, context.format(), sink);
    return sink.toString();
  }

  private static String cut(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_VALUE_BYTES) {
      return text;
    }
    int end = MAX_VALUE_BYTES;
    while (end > 0 && (bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8) + "...";
  }
}
