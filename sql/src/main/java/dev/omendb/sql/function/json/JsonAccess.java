package dev.omendb.sql.function.json;

import static dev.omendb.sql.function.Values.integer;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.RowFunction;
import dev.omendb.sql.function.Values;
import dev.omendb.sql.function.array.TextArrays;
import dev.omendb.sql.type.PgType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `->`, `->>`, `#>`, `#>>` and extract_path: slices of the argument's text, found without a tree.
final class JsonAccess {
  private JsonAccess() {}

  static void addTo(Implementations into) {
    for (String type : new String[] {"json", "jsonb"}) {
      for (boolean asText : new boolean[] {false, true}) {
        String ending = asText ? "_text" : "";
        into.typedRow(type + "_object_field" + ending, (types, t) -> field(asText));
        into.typedRow(type + "_array_element" + ending, (types, t) -> element(asText));
        into.typedRow(type + "_extract_path" + ending, (types, t) -> path(types, asText));
      }
    }
  }

  private static RowFunction field(boolean asText) {
    JsonScanner scanner = new JsonScanner();
    return (context, arguments, row, result) -> {
      reset(scanner, arguments[0], row);
      finish(scanner, scanner.enterField(Values.bytes(arguments[1], row)), asText, result);
    };
  }

  private static RowFunction element(boolean asText) {
    JsonScanner scanner = new JsonScanner();
    return (context, arguments, row, result) -> {
      reset(scanner, arguments[0], row);
      finish(scanner, scanner.enterElement(integer(arguments[1], row)), asText, result);
    };
  }

  private static RowFunction path(List<PgType> types, boolean asText) {
    JsonScanner scanner = new JsonScanner();
    return (context, arguments, row, result) -> {
      reset(scanner, arguments[0], row);
      boolean found = true;
      for (String step : steps(types, arguments, row)) {
        found = found && step != null && enter(scanner, step);
      }
      finish(scanner, found, asText, result);
    };
  }

  /// The path: one text[], or its elements one by one.
  private static List<@Nullable String> steps(List<PgType> types, Column[] arguments, int row) {
    if (arguments.length == 2 && types.get(1).isArray()) {
      return TextArrays.get(arguments[1], row);
    }
    List<@Nullable String> steps = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      steps.add(Values.text(arguments[i], row));
    }
    return steps;
  }

  private static boolean enter(JsonScanner scanner, String step) {
    if (scanner.kind() == '[') {
      Integer index = index(step);
      return index != null && scanner.enterElement(index);
    }
    return scanner.enterField(step.getBytes(StandardCharsets.UTF_8));
  }

  /// A path step as an array index, or null.
  static @Nullable Integer index(String step) {
    try {
      return Integer.valueOf(step.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static void reset(JsonScanner scanner, Column column, int row) {
    BytesColumn text = (BytesColumn) column;
    int from = text.offset(row);
    scanner.reset(text.heap(), from, from + text.length(row));
  }

  private static void finish(JsonScanner scanner, boolean found, boolean asText, Column result) {
    if (!found) {
      result.appendNull();
    } else if (asText) {
      JsonText.putText(scanner.source(), scanner.from(), scanner.to(), result);
    } else {
      ((BytesColumn) result)
          .append(scanner.source(), scanner.from(), scanner.to() - scanner.from());
    }
  }
}
