package dev.omendb.sql.function.json;

import static dev.omendb.sql.function.Values.flag;
import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.array.TextArrays;
import dev.omendb.sql.type.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `||`, `-`, `#-`, jsonb_set, jsonb_insert, strip_nulls.
final class JsonEdits {
  private JsonEdits() {}

  static void addTo(Implementations into) {
    into.row(
        "jsonb_concat",
        (c, a, i, r) ->
            JsonText.putJsonb(concatenate(JsonText.tree(a[0], i), JsonText.tree(a[1], i)), r));
    into.row(
        "jsonb_delete",
        (c, a, i, r) ->
            JsonText.putJsonb(without(JsonText.tree(a[0], i), List.of(text(a[1], i))), r));
    into.row(
        "jsonb_delete_array",
        (c, a, i, r) ->
            JsonText.putJsonb(without(JsonText.tree(a[0], i), TextArrays.get(a[1], i)), r));
    into.row(
        "jsonb_delete_idx",
        (c, a, i, r) ->
            JsonText.putJsonb(withoutElement(JsonText.tree(a[0], i), integer(a[1], i)), r));
    into.row("jsonb_delete_path", (c, a, i, r) -> edit(a, i, Mode.DELETE, r));
    into.row(
        "jsonb_set",
        (c, a, i, r) -> edit(a, i, a.length < 4 || flag(a[3], i) ? Mode.SET : Mode.REPLACE, r));
    into.row("jsonb_set_lax", JsonEdits::setLax);
    into.row(
        "jsonb_insert",
        (c, a, i, r) ->
            edit(a, i, a.length > 3 && flag(a[3], i) ? Mode.INSERT_AFTER : Mode.INSERT_BEFORE, r));
    into.row(
        "jsonb_strip_nulls",
        (c, a, i, r) -> JsonText.putJsonb(stripNulls(JsonText.tree(a[0], i)), r));
    into.row(
        "json_strip_nulls",
        (c, a, i, r) -> put(r, JsonBuilder.compact(stripNulls(JsonText.tree(a[0], i)))));
  }

  private static DatabaseException invalid(String message) {
    return new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, message);
  }

  private static Json concatenate(Json left, Json right) {
    if (left instanceof Json.Obj a && right instanceof Json.Obj b) {
      List<Json.Member> members = new ArrayList<>(a.members());
      members.addAll(b.members());
      return new Json.Obj(members).normalized();
    }
    List<Json> elements = new ArrayList<>();
    elements.addAll(left instanceof Json.Arr array ? array.elements() : List.of(left));
    elements.addAll(right instanceof Json.Arr array ? array.elements() : List.of(right));
    return new Json.Arr(elements);
  }

  private static Json without(Json value, List<@Nullable String> keys) {
    return switch (value) {
      case Json.Obj object ->
          new Json.Obj(object.members().stream().filter(m -> !keys.contains(m.key())).toList());
      case Json.Arr array ->
          new Json.Arr(
              array.elements().stream()
                  .filter(e -> !(e instanceof Json.Str s && keys.contains(s.value())))
                  .toList());
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ ->
          throw invalid("cannot delete from scalar");
    };
  }

  private static Json withoutElement(Json value, int index) {
    return switch (value) {
      case Json.Obj _ -> throw invalid("cannot delete from object using integer index");
      case Json.Arr array -> {
        List<Json> elements = new ArrayList<>(array.elements());
        int at = index < 0 ? index + elements.size() : index;
        if (at >= 0 && at < elements.size()) {
          elements.remove(at);
        }
        yield new Json.Arr(elements);
      }
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ ->
          throw invalid("cannot delete from scalar");
    };
  }

  /// What happens at the end of the path.
  private enum Mode {
    DELETE,
    /// Replaces, creates when missing.
    SET,
    REPLACE,
    INSERT_BEFORE,
    INSERT_AFTER
  }

  private static void edit(Column[] arguments, int row, Mode mode, Column result) {
    Json value = JsonText.tree(arguments[0], row);
    Json replacement = mode == Mode.DELETE ? Json.NULL : JsonText.tree(arguments[2], row);
    JsonText.putJsonb(edit(value, TextArrays.get(arguments[1], row), replacement, mode), result);
  }

  private static Json edit(Json value, List<@Nullable String> path, Json replacement, Mode mode) {
    if (!(value instanceof Json.Arr) && !(value instanceof Json.Obj)) {
      throw invalid(
          mode == Mode.DELETE ? "cannot delete path in scalar" : "cannot set path in scalar");
    }
    return path.isEmpty() ? value : step(value, path, 0, replacement, mode).normalized();
  }

  private static Json step(
      Json value, List<@Nullable String> path, int depth, Json replacement, Mode mode) {
    String key = path.get(depth);
    if (key == null) {
      throw new DatabaseException(
          SqlState.NULL_VALUE_NOT_ALLOWED, "path element at position " + (depth + 1) + " is null");
    }
    boolean last = depth == path.size() - 1;
    return switch (value) {
      case Json.Obj object ->
          last
              ? editMember(object, key, replacement, mode)
              : new Json.Obj(
                  object.members().stream()
                      .map(m ->
                          m.key().equals(key)
                              ? new Json.Member(
                                  key, step(m.value(), path, depth + 1, replacement, mode))
                              : m)
                      .toList());
      case Json.Arr array -> stepArray(array, path, depth, replacement, mode);
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> value;
    };
  }

  private static Json editMember(Json.Obj object, String key, Json replacement, Mode mode) {
    boolean present = object.get(key) != null;
    if (present && (mode == Mode.INSERT_BEFORE || mode == Mode.INSERT_AFTER)) {
      throw invalid("cannot replace existing key")
          .hint("Try using the function jsonb_set to replace key value.");
    }
    List<Json.Member> members = new ArrayList<>(object.members());
    members.removeIf(m -> m.key().equals(key));
    boolean wanted = present || mode != Mode.REPLACE;
    if (mode != Mode.DELETE && wanted) {
      members.add(new Json.Member(key, replacement));
    }
    return new Json.Obj(members);
  }

  private static Json stepArray(
      Json.Arr array, List<@Nullable String> path, int depth, Json replacement, Mode mode) {
    String key = String.valueOf(path.get(depth));
    Integer parsed = JsonAccess.index(key);
    if (parsed == null) {
      throw new DatabaseException(
          SqlState.INVALID_TEXT_REPRESENTATION,
          "path element at position %d is not an integer: \"%s\"".formatted(depth + 1, key));
    }
    List<Json> elements = new ArrayList<>(array.elements());
    int size = elements.size();
    int at = parsed < 0 ? parsed + size : parsed;
    if (depth < path.size() - 1) {
      if (at >= 0 && at < size) {
        elements.set(at, step(elements.get(at), path, depth + 1, replacement, mode));
      }
      return new Json.Arr(elements);
    }
    boolean inside = at >= 0 && at < size;
    switch (mode) {
      case DELETE -> {
        if (inside) {
          elements.remove(at);
        }
      }
      case REPLACE, SET -> {
        if (inside) {
          elements.set(at, replacement);
        } else if (mode == Mode.SET) {
          elements.add(at < 0 ? 0 : size, replacement);
        }
      }
      case INSERT_BEFORE -> elements.add(Math.clamp(at, 0, size), replacement);
      case INSERT_AFTER -> elements.add(at < 0 ? 0 : Math.min(at + 1, size), replacement);
    }
    return new Json.Arr(elements);
  }

  /// jsonb_set_lax(target, path, new_value, create_if_missing, null_value_treatment).
  private static void setLax(CallContext context, Column[] arguments, int row, Column result) {
    for (int i = 0; i < arguments.length; i++) {
      if (i != 2 && arguments[i].isNull(row)) {
        result.appendNull();
        return;
      }
    }
    if (!arguments[2].isNull(row)) {
      boolean create = arguments.length < 4 || flag(arguments[3], row);
      edit(arguments, row, create ? Mode.SET : Mode.REPLACE, result);
      return;
    }
    Json value = JsonText.tree(arguments[0], row);
    List<@Nullable String> path = TextArrays.get(arguments[1], row);
    String treatment = arguments.length < 5 ? "use_json_null" : text(arguments[4], row);
    switch (treatment) {
      case "use_json_null" -> {
        boolean create = arguments.length < 4 || flag(arguments[3], row);
        JsonText.putJsonb(edit(value, path, Json.NULL, create ? Mode.SET : Mode.REPLACE), result);
      }
      case "delete_key" -> JsonText.putJsonb(edit(value, path, Json.NULL, Mode.DELETE), result);
      case "return_target" -> result.appendFrom(arguments[0], row);
      case "raise_exception" ->
          throw new DatabaseException(
                  SqlState.NULL_VALUE_NOT_ALLOWED, "JSON value must not be null")
              .detail("Exception was raised because null_value_treatment is \"raise_exception\".");
      default ->
          throw invalid(
              "null_value_treatment must be \"delete_key\", \"return_target\", \"use_json_null\","
                  + " or \"raise_exception\"");
    }
  }

  private static Json stripNulls(Json value) {
    return switch (value) {
      case Json.Obj object -> {
        List<Json.Member> members = new ArrayList<>();
        for (Json.Member member : object.members()) {
          if (!(member.value() instanceof Json.Null)) {
            members.add(new Json.Member(member.key(), stripNulls(member.value())));
          }
        }
        yield new Json.Obj(members);
      }
      case Json.Arr array ->
          new Json.Arr(array.elements().stream().map(JsonEdits::stripNulls).toList());
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> value;
    };
  }
}
