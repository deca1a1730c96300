package dev.omendb.sql.function.jsonpath;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.jsonpath.JsonPath.Node;
import dev.omendb.sql.type.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One evaluation of a path over a document: sequences of items. Predicates are left to
/// [PathPredicates]. Structural errors of strict mode are raised as exceptions, which predicates
/// turn into "unknown".
final class PathEvaluation {
  private final JsonPath path;
  private final Json root;
  private final Json variables;
  private final PathPredicates predicates = new PathPredicates(this);
  private @Nullable Json current;
  private int lastIndex = -1;

  PathEvaluation(JsonPath path, Json root, Json variables) {
    this.path = path;
    this.root = root;
    this.variables = variables;
  }

  List<Json> run() {
    return items(path.root());
  }

  boolean strict() {
    return path.strict();
  }

  /// The items of an expression; a predicate is one item: true, false or null.
  List<Json> items(Node node) {
    return switch (node) {
      case JsonPath.Root _ -> List.of(root);
      case JsonPath.Current _ -> List.of(current == null ? root : current);
      case JsonPath.Last _ -> {
        if (lastIndex < 0) {
          throw new DatabaseException(
              SqlState.SYNTAX_ERROR, "LAST is allowed only in array subscripts");
        }
        yield List.of(Json.Num.of(lastIndex));
      }
      case JsonPath.Literal literal -> List.of(literal.value());
      case JsonPath.Variable variable -> List.of(variable(variable.name()));
      case JsonPath.Member member -> member(member);
      case JsonPath.Descendants descendants -> descendants(descendants);
      case JsonPath.Elements elements -> elements(elements);
      case JsonPath.Filter filter -> filter(filter);
      case JsonPath.Method method -> PathMethods.apply(this, method);
      case JsonPath.Arithmetic arithmetic -> PathMethods.arithmetic(this, arithmetic);
      case JsonPath.Sign sign -> PathMethods.sign(this, sign);
      case JsonPath.Comparison _,
          JsonPath.And _,
          JsonPath.Or _,
          JsonPath.Not _,
          JsonPath.IsUnknown _,
          JsonPath.Exists _,
          JsonPath.StartsWith _,
          JsonPath.LikeRegex _ -> {
        Boolean truth = predicates.test(node);
        yield List.of(truth == null ? Json.NULL : new Json.Bool(truth));
      }
    };
  }

  private Json variable(String name) {
    Json value = variables instanceof Json.Obj object ? object.get(name) : null;
    if (value == null) {
      throw new DatabaseException(
          SqlState.UNDEFINED_OBJECT, "could not find jsonpath variable \"" + name + "\"");
    }
    return value;
  }

  /// In lax mode arrays are replaced by their elements, once.
  List<Json> unwrapped(List<Json> items) {
    if (strict() || items.stream().noneMatch(Json.Arr.class::isInstance)) {
      return items;
    }
    List<Json> unwrapped = new ArrayList<>();
    for (Json item : items) {
      if (item instanceof Json.Arr array) {
        unwrapped.addAll(array.elements());
      } else {
        unwrapped.add(item);
      }
    }
    return unwrapped;
  }

  private List<Json> member(JsonPath.Member member) {
    List<Json> found = new ArrayList<>();
    String name = member.name();
    for (Json item : unwrapped(items(member.base()))) {
      if (!(item instanceof Json.Obj object)) {
        if (strict()) {
          throw new DatabaseException(
              name == null
                  ? SqlState.SQL_JSON_OBJECT_NOT_FOUND
                  : SqlState.SQL_JSON_MEMBER_NOT_FOUND,
              name == null
                  ? "jsonpath wildcard member accessor can only be applied to an object"
                  : "jsonpath member accessor can only be applied to an object");
        }
        continue;
      }
      if (name == null) {
        object.members().forEach(m -> found.add(m.value()));
        continue;
      }
      Json value = object.get(name);
      if (value != null) {
        found.add(value);
      } else if (strict()) {
        throw new DatabaseException(
            SqlState.SQL_JSON_MEMBER_NOT_FOUND,
            "JSON object does not contain key \"" + name + "\"");
      }
    }
    return found;
  }

  private List<Json> descendants(JsonPath.Descendants node) {
    List<Json> found = new ArrayList<>();
    for (Json item : items(node.base())) {
      descend(item, 0, node.from(), node.to(), found);
    }
    return found;
  }

  private static void descend(Json item, int level, int from, int to, List<Json> found) {
    boolean leaf = !(item instanceof Json.Obj) && !(item instanceof Json.Arr);
    boolean wanted = from == Integer.MAX_VALUE ? leaf : level >= from;
    if (wanted && level <= to) {
      found.add(item);
    }
    if (level < to) {
      switch (item) {
        case Json.Obj object ->
            object.members().forEach(m -> descend(m.value(), level + 1, from, to, found));
        case Json.Arr array ->
            array.elements().forEach(e -> descend(e, level + 1, from, to, found));
        case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> {}
      }
    }
  }

  private List<Json> elements(JsonPath.Elements node) {
    List<Json> found = new ArrayList<>();
    for (Json item : items(node.base())) {
      List<Json> elements;
      if (item instanceof Json.Arr array) {
        elements = array.elements();
      } else if (strict()) {
        throw new DatabaseException(
            SqlState.SQL_JSON_ARRAY_NOT_FOUND,
            node.ranges() == null
                ? "jsonpath wildcard array accessor can only be applied to an array"
                : "jsonpath array accessor can only be applied to an array");
      } else {
        elements = List.of(item);
      }
      if (node.ranges() == null) {
        found.addAll(elements);
      } else {
        select(elements, node.ranges(), found);
      }
    }
    return found;
  }

  private void select(List<Json> elements, List<JsonPath.Range> ranges, List<Json> found) {
    int before = lastIndex;
    lastIndex = Math.max(0, elements.size() - 1);
    for (JsonPath.Range range : ranges) {
      int from = index(range.from());
      int to = range.to() == null ? from : index(range.to());
      if (strict() && (from < 0 || from > to || to >= elements.size())) {
        throw outOfBounds();
      }
      for (int i = Math.max(0, from); i <= Math.min(to, elements.size() - 1); i++) {
        found.add(elements.get(i));
      }
    }
    lastIndex = before;
  }

  private static DatabaseException outOfBounds() {
    return new DatabaseException(
        SqlState.INVALID_SQL_JSON_SUBSCRIPT, "jsonpath array subscript is out of bounds");
  }

  private int index(Node node) {
    List<Json> items = items(node);
    if (items.size() != 1 || !(items.get(0) instanceof Json.Num number)) {
      throw new DatabaseException(
          SqlState.INVALID_SQL_JSON_SUBSCRIPT,
          "jsonpath array subscript is not a single numeric value");
    }
    return number.decimal().intValue();
  }

  private List<Json> filter(JsonPath.Filter node) {
    List<Json> kept = new ArrayList<>();
    for (Json item : unwrapped(items(node.base()))) {
      Json before = current;
      current = item;
      if (Boolean.TRUE.equals(predicates.test(node.predicate()))) {
        kept.add(item);
      }
      current = before;
    }
    return kept;
  }
}
