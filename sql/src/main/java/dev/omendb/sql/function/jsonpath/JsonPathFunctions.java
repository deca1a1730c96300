package dev.omendb.sql.function.jsonpath;

import static dev.omendb.sql.function.Values.flag;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.json.JsonText;
import dev.omendb.sql.function.set.Series;
import dev.omendb.sql.type.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `@?`, `@@` and jsonb_path_…(target, path [, vars [, silent]]).
public final class JsonPathFunctions {
  private JsonPathFunctions() {}

  public static void addTo(Implementations into) {
    into.typedRow("jsonb_path_exists_opr", (types, t) -> new Call(true)::exists);
    into.typedRow("jsonb_path_match_opr", (types, t) -> new Call(true)::matches);
    for (String zone : new String[] {"", "_tz"}) {
      into.typedRow("jsonb_path_exists" + zone, (types, t) -> new Call(false)::exists);
      into.typedRow("jsonb_path_match" + zone, (types, t) -> new Call(false)::matches);
      into.typedRow("jsonb_path_query_array" + zone, (types, t) -> new Call(false)::array);
      into.typedRow("jsonb_path_query_first" + zone, (types, t) -> new Call(false)::first);
      into.set(
          "jsonb_path_query" + zone,
          Series.of((c, a, i, rows) -> {
            List<Json> items = new Call(false).items(a, i);
            if (items != null) {
              items.forEach(item -> JsonText.putJsonb(item, rows.column(0)));
            }
          }));
    }
  }

  /// One call site: keeps the path it compiled last.
  private static final class Call {
    private final boolean operator;
    private String source = "";
    private @Nullable JsonPath path;

    /// @param operator `@?` and `@@` suppress errors
    Call(boolean operator) {
      this.operator = operator;
    }

    private JsonPath path(Column column, int row) {
      String text = text(column, row);
      JsonPath compiled = path;
      if (compiled == null || !text.equals(source)) {
        compiled = PathParser.parse(text);
        path = compiled;
        source = text;
      }
      return compiled;
    }

    private boolean silent(Column[] arguments, int row) {
      return operator || arguments.length > 3 && flag(arguments[3], row);
    }

    /// The items found; null after an error that is suppressed.
    private @Nullable List<Json> items(Column[] arguments, int row) {
      JsonPath compiled = path(arguments[1], row);
      Json variables =
          arguments.length > 2 ? JsonText.tree(arguments[2], row) : new Json.Obj(List.of());
      if (!(variables instanceof Json.Obj)) {
        throw new DatabaseException(
                SqlState.INVALID_PARAMETER_VALUE, "\"vars\" argument is not an object")
            .detail("Jsonpath parameters should be encoded as key-value pairs of \"vars\" object.");
      }
      try {
        return new PathEvaluation(compiled, JsonText.tree(arguments[0], row), variables).run();
      } catch (DatabaseException e) {
        if (silent(arguments, row) && e.state() != SqlState.UNDEFINED_OBJECT) {
          return null;
        }
        throw e;
      }
    }

    void exists(CallContext context, Column[] arguments, int row, Column result) {
      List<Json> items = items(arguments, row);
      if (items == null) {
        result.appendNull();
      } else {
        put(result, !items.isEmpty());
      }
    }

    void matches(CallContext context, Column[] arguments, int row, Column result) {
      List<Json> items = items(arguments, row);
      if (items != null && items.size() == 1) {
        if (items.get(0) instanceof Json.Bool(boolean value)) {
          put(result, value);
          return;
        }
        if (items.get(0) instanceof Json.Null) {
          result.appendNull();
          return;
        }
      }
      if (!silent(arguments, row)) {
        throw new DatabaseException(
            SqlState.SINGLETON_SQL_JSON_ITEM_REQUIRED, "single boolean result is expected");
      }
      result.appendNull();
    }

    void array(CallContext context, Column[] arguments, int row, Column result) {
      List<Json> items = items(arguments, row);
      JsonText.putJsonb(new Json.Arr(items == null ? List.of() : items), result);
    }

    void first(CallContext context, Column[] arguments, int row, Column result) {
      List<Json> items = items(arguments, row);
      if (items == null || items.isEmpty()) {
        result.appendNull();
      } else {
        JsonText.putJsonb(items.get(0), result);
      }
    }
  }
}
