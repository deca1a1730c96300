package dev.omendb.sql.function.json;

import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.array.TextArrays;
import dev.omendb.sql.type.json.Json;
import dev.omendb.sql.type.json.JsonOrder;

/// `@>`, `<@`, `?`, `?|`, `?&` of jsonb.
final class JsonContainment {
  private JsonContainment() {}

  static void addTo(Implementations into) {
    into.row(
        "jsonb_contains",
        (c, a, i, r) -> put(r, contains(JsonText.tree(a[0], i), JsonText.tree(a[1], i))));
    into.row(
        "jsonb_contained",
        (c, a, i, r) -> put(r, contains(JsonText.tree(a[1], i), JsonText.tree(a[0], i))));
    into.row("jsonb_exists", (c, a, i, r) -> put(r, exists(JsonText.tree(a[0], i), text(a[1], i))));
    into.row(
        "jsonb_exists_any",
        (c, a, i, r) -> {
          Json value = JsonText.tree(a[0], i);
          boolean any = false;
          for (String key : TextArrays.get(a[1], i)) {
            any |= key != null && exists(value, key);
          }
          put(r, any);
        });
    into.row(
        "jsonb_exists_all",
        (c, a, i, r) -> {
          Json value = JsonText.tree(a[0], i);
          boolean all = true;
          for (String key : TextArrays.get(a[1], i)) {
            all &= key == null || exists(value, key);
          }
          put(r, all);
        });
  }

  /// A key of an object, a string of an array, or the string itself.
  private static boolean exists(Json value, String key) {
    return switch (value) {
      case Json.Obj object -> object.get(key) != null;
      case Json.Arr array ->
          array.elements().stream().anyMatch(e -> e instanceof Json.Str s && s.value().equals(key));
      case Json.Str string -> string.value().equals(key);
      case Json.Null _, Json.Bool _, Json.Num _ -> false;
    };
  }

  /// At the top an array also contains a scalar.
  static boolean contains(Json container, Json part) {
    if (container instanceof Json.Arr array
        && !(part instanceof Json.Arr)
        && !(part instanceof Json.Obj)) {
      return array.elements().stream().anyMatch(e -> JsonOrder.equal(e, part));
    }
    return containsNested(container, part);
  }

  private static boolean containsNested(Json container, Json part) {
    return switch (part) {
      case Json.Obj wanted -> {
        if (!(container instanceof Json.Obj object)) {
          yield false;
        }
        for (Json.Member member : wanted.members()) {
          Json value = object.get(member.key());
          if (value == null || !containsNested(value, member.value())) {
            yield false;
          }
        }
        yield true;
      }
      case Json.Arr wanted -> {
        if (!(container instanceof Json.Arr array)) {
          yield false;
        }
        for (Json element : wanted.elements()) {
          if (array.elements().stream().noneMatch(e -> containsNested(e, element))) {
            yield false;
          }
        }
        yield true;
      }
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> JsonOrder.equal(container, part);
    };
  }
}
