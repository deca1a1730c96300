package dev.omendb.sql.function.jsonpath;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.math.DecimalMath;
import dev.omendb.sql.type.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// Methods and arithmetic of paths.
final class PathMethods {
  private PathMethods() {}

  static List<Json> apply(PathEvaluation evaluation, JsonPath.Method method) {
    List<Json> base = evaluation.items(method.base());
    List<Json> results = new ArrayList<>();
    boolean ofContainers = method.name().equals("type") || method.name().equals("size");
    for (Json item : ofContainers ? base : evaluation.unwrapped(base)) {
      switch (method.name()) {
        case "type" -> results.add(new Json.Str(item.typeName()));
        case "size" -> results.add(size(evaluation, item));
        case "keyvalue" -> keyValues(item, results);
        default -> results.add(number(method.name(), item));
      }
    }
    return results;
  }

  private static Json size(PathEvaluation evaluation, Json item) {
    if (item instanceof Json.Arr array) {
      return Json.Num.of(array.elements().size());
    }
    if (evaluation.strict()) {
      throw new DatabaseException(
          SqlState.SQL_JSON_ARRAY_NOT_FOUND,
          "jsonpath item method .size() can only be applied to an array");
    }
    return Json.Num.of(1);
  }

  private static void keyValues(Json item, List<Json> results) {
    if (!(item instanceof Json.Obj object)) {
      throw new DatabaseException(
          SqlState.SQL_JSON_OBJECT_NOT_FOUND,
          "jsonpath item method .keyvalue() can only be applied to an object");
    }
    for (Json.Member member : object.members()) {
      results.add(
          new Json.Obj(
              List.of(
                  new Json.Member("id", Json.Num.of(0)),
                  new Json.Member("key", new Json.Str(member.key())),
                  new Json.Member("value", member.value()))));
    }
  }

  private static Json number(String method, Json item) {
    if (method.equals("double") && item instanceof Json.Str text) {
      try {
        return Json.Num.of(new BigDecimal(text.value().strip()));
      } catch (NumberFormatException e) {
        throw nonNumeric(
            "argument \""
                + text.value()
                + "\" of jsonpath item method .double() is invalid for type double precision");
      }
    }
    if (!(item instanceof Json.Num number)) {
      throw nonNumeric(
          method.equals("double")
              ? "jsonpath item method .double() can only be applied to a string or numeric value"
              : "jsonpath item method ." + method + "() can only be applied to a numeric value");
    }
    BigDecimal value = number.decimal();
    return switch (method) {
      case "ceiling" -> Json.Num.of(value.setScale(0, RoundingMode.CEILING));
      case "floor" -> Json.Num.of(value.setScale(0, RoundingMode.FLOOR));
      case "abs" -> Json.Num.of(value.abs());
      default -> number;
    };
  }

  private static DatabaseException nonNumeric(String message) {
    return new DatabaseException(SqlState.NON_NUMERIC_SQL_JSON_ITEM, message);
  }

  static List<Json> arithmetic(PathEvaluation evaluation, JsonPath.Arithmetic node) {
    BigDecimal left = operand(evaluation, node.left(), "left", node.operator());
    BigDecimal right = operand(evaluation, node.right(), "right", node.operator());
    if (right.signum() == 0 && (node.operator() == '/' || node.operator() == '%')) {
      throw new DatabaseException(SqlState.DIVISION_BY_ZERO, "division by zero");
    }
    BigDecimal result =
        switch (node.operator()) {
          case '+' -> left.add(right);
          case '-' -> left.subtract(right);
          case '*' -> left.multiply(right);
          case '/' -> DecimalMath.divide(left, right);
          default -> left.remainder(right);
        };
    return List.of(Json.Num.of(result));
  }

  private static BigDecimal operand(
      PathEvaluation evaluation, JsonPath.Node node, String side, char operator) {
    List<Json> items = evaluation.unwrapped(evaluation.items(node));
    if (items.size() != 1 || !(items.get(0) instanceof Json.Num number)) {
      throw new DatabaseException(
          SqlState.SINGLETON_SQL_JSON_ITEM_REQUIRED,
          side + " operand of jsonpath operator " + operator + " is not a single numeric value");
    }
    return number.decimal();
  }

  static List<Json> sign(PathEvaluation evaluation, JsonPath.Sign node) {
    List<Json> results = new ArrayList<>();
    for (Json item : evaluation.unwrapped(evaluation.items(node.operand()))) {
      if (!(item instanceof Json.Num number)) {
        throw new DatabaseException(
            SqlState.SQL_JSON_NUMBER_NOT_FOUND,
            "operand of unary jsonpath operator %s is not a numeric value"
                .formatted(node.negative() ? "-" : "+"));
      }
      BigDecimal value = number.decimal();
      results.add(Json.Num.of(node.negative() ? value.negate() : value));
    }
    return results;
  }
}
