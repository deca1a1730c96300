package dev.omendb.sql.function.text;

import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.RowFunction;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// concat, concat_ws, format: over arguments of any types.
final class Concatenation {
  private Concatenation() {}

  static void addTo(Implementations into) {
    into.typedRow("text_concat", (types, type) -> concat(types));
    into.typedRow("text_concat_ws", (types, type) -> concatWithSeparator(types));
    into.typedRow("text_format", (types, type) -> format(types));
    into.typedRow("text_format_nv", (types, type) -> format(types));
  }

  private static RowFunction concat(List<PgType> types) {
    return (context, arguments, row, result) -> {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < arguments.length; i++) {
        if (!arguments[i].isNull(row)) {
          text.append(TextFunctions.formatted(context, types.get(i), arguments[i], row));
        }
      }
      put(result, text.toString());
    };
  }

  private static RowFunction concatWithSeparator(List<PgType> types) {
    return (context, arguments, row, result) -> {
      if (arguments[0].isNull(row)) {
        result.appendNull();
        return;
      }
      String separator = text(arguments[0], row);
      StringBuilder text = new StringBuilder();
      boolean first = true;
      for (int i = 1; i < arguments.length; i++) {
        if (!arguments[i].isNull(row)) {
          text.append(first ? "" : separator);
          text.append(TextFunctions.formatted(context, types.get(i), arguments[i], row));
          first = false;
        }
      }
      put(result, text.toString());
    };
  }

  private static RowFunction format(List<PgType> types) {
    return (context, arguments, row, result) -> {
      if (arguments[0].isNull(row)) {
        result.appendNull();
        return;
      }
      Format format = new Format(text(arguments[0], row), arguments.length - 1);
      put(result, format.apply(index -> argument(context, types, arguments, row, index)));
    };
  }

  private static @org.jspecify.annotations.Nullable String argument(
      CallContext context, List<PgType> types, Column[] arguments, int row, int index) {
    return arguments[index].isNull(row)
        ? null
        : TextFunctions.formatted(context, types.get(index), arguments[index], row);
  }
}
