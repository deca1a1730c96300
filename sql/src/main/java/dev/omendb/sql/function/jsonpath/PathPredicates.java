package dev.omendb.sql.function.jsonpath;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.function.jsonpath.JsonPath.Node;
import dev.omendb.sql.type.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Predicates of a path: true, false, or null for unknown.
final class PathPredicates {
  private final PathEvaluation evaluation;

  PathPredicates(PathEvaluation evaluation) {
    this.evaluation = evaluation;
  }

  @Nullable Boolean test(Node node) {
    return switch (node) {
      case JsonPath.And and -> {
        Boolean left = test(and.left());
        if (Boolean.FALSE.equals(left)) {
          yield false;
        }
        Boolean right = test(and.right());
        yield Boolean.FALSE.equals(right) ? Boolean.FALSE : left == null ? null : right;
      }
      case JsonPath.Or or -> {
        Boolean left = test(or.left());
        if (Boolean.TRUE.equals(left)) {
          yield true;
        }
        Boolean right = test(or.right());
        yield Boolean.TRUE.equals(right) ? Boolean.TRUE : left == null ? null : right;
      }
      case JsonPath.Not not -> {
        Boolean operand = test(not.operand());
        yield operand == null ? null : !operand;
      }
      case JsonPath.IsUnknown isUnknown -> test(isUnknown.operand()) == null;
      case JsonPath.Exists exists -> exists(exists.operand());
      case JsonPath.Comparison comparison ->
          any(
              comparison.left(),
              comparison.right(),
              (a, b) -> compare(comparison.operator(), a, b));
      case JsonPath.StartsWith starts ->
          any(
              starts.operand(),
              starts.prefix(),
              (a, b) ->
                  a instanceof Json.Str text && b instanceof Json.Str prefix
                      ? (Boolean) text.value().startsWith(prefix.value())
                      : null);
      case JsonPath.LikeRegex like ->
          any(
              like.operand(),
              new JsonPath.Literal(Json.NULL),
              (a, b) ->
                  a instanceof Json.Str text
                      ? (Boolean) like.pattern().matcher(text.value()).find()
                      : null);
      default -> plain(node);
    };
  }

  /// A path where a predicate is wanted: `$.flag` holds when it is true.
  private @Nullable Boolean plain(Node node) {
    List<Json> items = evaluation.items(node);
    return items.size() == 1 && items.get(0) instanceof Json.Bool(boolean value) ? value : null;
  }

  private @Nullable Boolean exists(Node operand) {
    try {
      return !evaluation.items(operand).isEmpty();
    } catch (DatabaseException e) {
      return null;
    }
  }

  /// A test of two items.
  private interface PairTest {
    @Nullable Boolean test(Json left, Json right);
  }

  /// True when a pair of items passes. Lax mode stops at the first; strict mode looks for errors
  /// first.
  private @Nullable Boolean any(Node left, Node right, PairTest test) {
    List<Json> leftItems;
    List<Json> rightItems;
    try {
      leftItems = evaluation.unwrapped(evaluation.items(left));
      rightItems = evaluation.unwrapped(evaluation.items(right));
    } catch (DatabaseException e) {
      return null;
    }
    boolean found = false;
    boolean unknown = false;
    for (Json a : leftItems) {
      for (Json b : rightItems) {
        Boolean result = test.test(a, b);
        if (result == null) {
          if (evaluation.strict()) {
            return null;
          }
          unknown = true;
        } else if (result) {
          if (!evaluation.strict()) {
            return true;
          }
          found = true;
        }
      }
    }
    return found ? Boolean.TRUE : unknown ? null : Boolean.FALSE;
  }

  private static @Nullable Boolean compare(String operator, Json a, Json b) {
    boolean leftNull = a instanceof Json.Null;
    boolean rightNull = b instanceof Json.Null;
    if (leftNull != rightNull) {
      return operator.equals("!=");
    }
    Integer order =
        switch (a) {
          case Json.Null _ -> (Integer) 0;
          case Json.Bool left when b instanceof Json.Bool right ->
              (Integer) Boolean.compare(left.value(), right.value());
          case Json.Num left when b instanceof Json.Num right ->
              (Integer) left.decimal().compareTo(right.decimal());
          case Json.Str left when b instanceof Json.Str right ->
              (Integer)
                  Arrays.compareUnsigned(
                      left.value().getBytes(StandardCharsets.UTF_8),
                      right.value().getBytes(StandardCharsets.UTF_8));
          case Json.Bool _, Json.Num _, Json.Str _, Json.Arr _, Json.Obj _ -> null;
        };
    if (order == null) {
      return null;
    }
    return switch (operator) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }
}
