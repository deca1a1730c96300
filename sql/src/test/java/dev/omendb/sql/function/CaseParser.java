package dev.omendb.sql.function;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.expression.Constant;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.expression.FunctionCall;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the expressions of the case files: typed literals (`'x'::text`), calls and operators with
/// exactly matching types. Enough SQL that the same lines run on a real PostgreSQL.
final class CaseParser {
  private static final Set<Integer> POLYMORPHIC =
      Set.of(
          TypeOids.ANY,
          TypeOids.ANYELEMENT,
          TypeOids.ANYARRAY,
          TypeOids.ANYNONARRAY,
          TypeOids.ANYCOMPATIBLE,
          TypeOids.ANYCOMPATIBLEARRAY,
          TypeOids.ANYENUM,
          TypeOids.ANYCOMPATIBLENONARRAY);

  private final String text;
  private int at;

  CaseParser(String text) {
    this.text = text;
  }

  /// A call of a set-returning function: it is no expression.
  record SetCall(Function function, List<Expression> arguments, PgType resultType) {}

  /// An Expression or a SetCall.
  Object parse() {
    Object parsed = expression();
    skipSpaces();
    if (at < text.length()) {
      throw new IllegalArgumentException("unread: " + text.substring(at));
    }
    return parsed;
  }

  /// `aggregate avg '{1,2}'::int4[]`: a call over the elements of arrays, one for each argument.
  static AggregateCall parseAggregate(String text) {
    CaseParser parser = new CaseParser(text);
    parser.word();
    parser.skipSpaces();
    String name = parser.word();
    List<Constant> arrays = new ArrayList<>();
    List<Expression> elements = new ArrayList<>();
    parser.skipSpaces();
    while (parser.at < text.length()) {
      Constant array = (Constant) parser.operand();
      arrays.add(array);
      elements.add(Constant.ofNull(Types.builtin().elementOf(array.type()).orElseThrow()));
      parser.skipSpaces();
    }
    for (Function function : Functions.standard().byName(name)) {
      if (function.isAggregate() && matches(function, elements)) {
        PgType result = resultType(function.argumentTypes(), function.returnType(), elements);
        return new AggregateCall(function, arrays, result);
      }
    }
    throw new IllegalArgumentException("no aggregate " + name + " for " + types(elements));
  }

  record AggregateCall(Function function, List<Constant> arrays, PgType resultType) {}

  private Object expression() {
    skipSpaces();
    if (isOperator(peek())) {
      String name = operatorName();
      return operator(name, List.of((Expression) operand()));
    }
    Object left = operand();
    skipSpaces();
    while (at < text.length() && isOperator(peek())) {
      String name = operatorName();
      left = operator(name, List.of((Expression) left, (Expression) operand()));
      skipSpaces();
    }
    return left;
  }

  private Object operand() {
    skipSpaces();
    if (peek() == '(') {
      at++;
      Object inner = expression();
      expect(')');
      return inner;
    }
    if (peek() == '\'') {
      String value = quoted();
      PgType type = castType();
      Column column = type.storage(-1).newColumn(1);
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      type.parseText(bytes, 0, bytes.length, -1, FormatSettings.DEFAULT, column);
      return new Constant(type, -1, column);
    }
    String name = peek() == '"' ? quotedName() : word();
    if (name.equals("null")) {
      return Constant.ofNull(castType());
    }
    expect('(');
    List<Expression> arguments = new ArrayList<>();
    skipSpaces();
    while (peek() != ')') {
      arguments.add((Expression) expression());
      skipSpaces();
      if (peek() == ',') {
        at++;
      }
    }
    at++;
    return call(name, arguments);
  }

  private PgType castType() {
    if (!text.startsWith("::", at)) {
      throw new IllegalArgumentException("type expected at " + at + " in " + text);
    }
    at += 2;
    String name = peek() == '"' ? "\"" + quotedName() + "\"" : word();
    if (text.startsWith("[]", at)) {
      at += 2;
      name += "[]";
    }
    return Types.builtin().parseTypeName(name).type();
  }

  private static Object call(String name, List<Expression> arguments) {
    for (Function function : Functions.standard().byName(name)) {
      if (matches(function, arguments)) {
        PgType result = resultType(function.argumentTypes(), function.returnType(), arguments);
        return function.returnsSet()
            ? new SetCall(function, arguments, result)
            : new FunctionCall(function, arguments, result, -1);
      }
    }
    throw new IllegalArgumentException("no function " + name + " for " + types(arguments));
  }

  private static Expression operator(String name, List<Expression> arguments) {
    for (Operator operator : Operators.standard().byName(name)) {
      if (operator.isPrefix() == (arguments.size() == 1)
          && matches(operator.implementation(), arguments)) {
        PgType result =
            resultType(operator.implementation().argumentTypes(), operator.resultType(), arguments);
        return new FunctionCall(operator.implementation(), name, arguments, result, -1);
      }
    }
    throw new IllegalArgumentException("no operator " + name + " for " + types(arguments));
  }

  private static boolean matches(Function function, List<Expression> arguments) {
    int declared = function.argumentTypes().size();
    boolean variadicAny = function.variadic();
    if (variadicAny ? arguments.size() < declared : arguments.size() > declared) {
      return false;
    }
    if (arguments.size() < function.requiredArguments()) {
      return false;
    }
    for (int i = 0; i < arguments.size(); i++) {
      int wanted = function.argumentTypes().get(Math.min(i, declared - 1));
      boolean expanded = function.variadic() && i >= declared - 1;
      if (expanded && wanted == TypeOids.TEXT_ARRAY && !arguments.get(i).type().isArray()) {
        wanted = TypeOids.TEXT;
      }
      PgType given = arguments.get(i).type();
      boolean array = wanted == TypeOids.ANYARRAY || wanted == TypeOids.ANYCOMPATIBLEARRAY;
      if (wanted == TypeOids.ANYCOMPATIBLE && given.isArray()) {
        return false;
      }
      if (POLYMORPHIC.contains(wanted) ? array && !given.isArray() : wanted != given.oid()) {
        return false;
      }
    }
    return true;
  }

  private static PgType resultType(List<Integer> declared, int result, List<Expression> arguments) {
    Types types = Types.builtin();
    if (!POLYMORPHIC.contains(result)) {
      return types.byOid(result);
    }
    boolean array = result == TypeOids.ANYARRAY || result == TypeOids.ANYCOMPATIBLEARRAY;
    for (int i = 0; i < arguments.size(); i++) {
      PgType given = arguments.get(i).type();
      int wanted = declared.get(i);
      if (!POLYMORPHIC.contains(wanted)) {
        continue;
      }
      boolean givenArray = wanted == TypeOids.ANYARRAY || wanted == TypeOids.ANYCOMPATIBLEARRAY;
      if (array == givenArray) {
        return given;
      }
      return array ? types.arrayOf(given).orElseThrow() : types.elementOf(given).orElseThrow();
    }
    throw new IllegalArgumentException("no polymorphic argument");
  }

  private static String types(List<Expression> arguments) {
    return arguments.stream().map(e -> e.type().name()).toList().toString();
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (true) {
      int end = text.indexOf('\'', at);
      value.append(text, at, end);
      at = end + 1;
      if (at >= text.length() || text.charAt(at) != '\'') {
        return value.toString();
      }
      value.append('\'');
      at++;
    }
  }

  private String quotedName() {
    int end = text.indexOf('"', at + 1);
    String name = text.substring(at + 1, end);
    at = end + 1;
    return name;
  }

  private String word() {
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return text.substring(from, at);
  }

  private String operatorName() {
    int from = at;
    while (at < text.length() && isOperator(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  private static boolean isOperator(char c) {
    return "+-*/<>=~!@#%^&|`?".indexOf(c) >= 0;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void skipSpaces() {
    while (peek() == ' ') {
      at++;
    }
  }

  private void expect(char c) {
    skipSpaces();
    if (peek() != c) {
      throw new IllegalArgumentException(c + " expected at " + at + " in " + text);
    }
    at++;
  }
}
