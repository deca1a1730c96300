package dev.omendb.sql.function.array;

import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.ByteBuffering;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.RowFunction;
import dev.omendb.sql.function.compare.ElementEquality;
import dev.omendb.sql.function.set.Series;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// array_to_string, string_to_array, string_to_table.
final class ArrayText {
  private ArrayText() {}

  static void addTo(Implementations into) {
    into.typedRow("array_to_text", (types, t) -> join(types.get(0)));
    into.typedRow("array_to_text_null", (types, t) -> join(types.get(0)));
    RowFunction split =
        (c, a, i, r) -> {
          if (a[0].isNull(i)) {
            r.appendNull();
          } else {
            TextArrays.put(r, split(a, i));
          }
        };
    into.row("text_to_array", split);
    into.row("text_to_array_null", split);
    into.set("text_to_table", Series.lenient((c, a, i, rows) -> table(a, i, rows.column(0))));
    into.set("text_to_table_null", Series.lenient((c, a, i, rows) -> table(a, i, rows.column(0))));
  }

  private static RowFunction join(PgType type) {
    PgType element = ArrayFunctions.element(type);
    ElementEquality elements = new ElementEquality(element);
    ByteBuffering out = new ByteBuffering();
    return (context, arguments, row, result) -> {
      if (arguments[0].isNull(row) || arguments[1].isNull(row)) {
        result.appendNull();
        return;
      }
      Column values = elements.left(arguments[0], row);
      String separator = text(arguments[1], row);
      String ifNull =
          arguments.length > 2 && !arguments[2].isNull(row) ? text(arguments[2], row) : null;
      out.clear();
      boolean first = true;
      for (int i = 0; i < values.size(); i++) {
        if (values.isNull(i) && ifNull == null) {
          continue;
        }
        if (!first) {
          out.writeUtf8(separator);
        }
        first = false;
        if (values.isNull(i)) {
          out.writeUtf8(ifNull);
        } else {
          element.formatText(values, i, context.format(), out);
        }
      }
      put(result, out.toBytes());
    };
  }

  /// A NULL separator splits into characters.
  private static List<@Nullable String> split(Column[] arguments, int row) {
    String text = text(arguments[0], row);
    String ifNull =
        arguments.length > 2 && !arguments[2].isNull(row) ? text(arguments[2], row) : null;
    List<@Nullable String> parts = new ArrayList<>();
    if (text.isEmpty()) {
      return parts;
    }
    if (arguments[1].isNull(row)) {
      text.codePoints().forEach(c -> parts.add(Character.toString(c)));
    } else {
      String separator = text(arguments[1], row);
      if (separator.isEmpty()) {
        parts.add(text);
      } else {
        parts.addAll(List.of(text.split(Pattern.quote(separator), -1)));
      }
    }
    parts.replaceAll(part -> part != null && part.equals(ifNull) ? null : part);
    return parts;
  }

  private static void table(Column[] arguments, int row, Column into) {
    if (arguments[0].isNull(row)) {
      return;
    }
    for (String part : split(arguments, row)) {
      if (part == null) {
        into.appendNull();
      } else {
        put(into, part);
      }
    }
  }
}
