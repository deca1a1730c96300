package dev.omendb.sql.function.jsonpath;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.function.jsonpath.JsonPath.Node;
import dev.omendb.sql.function.text.Regex;
import dev.omendb.sql.type.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Parses jsonpath, by precedence: `||`, `&&`, `!`, comparisons, `+ -`, `* / %`, signs, accessors.
final class PathParser {
  private static final Set<String> METHODS =
      Set.of("type", "size", "double", "ceiling", "floor", "abs", "keyvalue");
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<>", "<", "<=", ">", ">=");

  private final PathLexer lexer;

  private PathParser(String source) {
    this.lexer = new PathLexer(source);
  }

  /// Errors: 42601 `syntax error at or near "x" of jsonpath input`.
  static JsonPath parse(String source) {
    return new PathParser(source).path();
  }

  private JsonPath path() {
    lexer.next();
    boolean strict = lexer.isName("strict");
    if (strict || lexer.isName("lax")) {
      lexer.next();
    }
    Node root = disjunction();
    if (lexer.kind != PathLexer.Kind.END) {
      throw error();
    }
    return new JsonPath(strict, root);
  }

  private DatabaseException error() {
    return lexer.unexpected(lexer.text);
  }

  private void expect(String symbol) {
    if (!lexer.is(symbol)) {
      throw error();
    }
    lexer.next();
  }

  private boolean accept(String symbol) {
    if (lexer.is(symbol)) {
      lexer.next();
      return true;
    }
    return false;
  }

  private boolean acceptName(String name) {
    if (lexer.isName(name)) {
      lexer.next();
      return true;
    }
    return false;
  }

  private Node disjunction() {
    Node left = conjunction();
    while (accept("||")) {
      left = new JsonPath.Or(left, conjunction());
    }
    return left;
  }

  private Node conjunction() {
    Node left = negation();
    while (accept("&&")) {
      left = new JsonPath.And(left, negation());
    }
    return left;
  }

  private Node negation() {
    return accept("!") ? new JsonPath.Not(negation()) : comparison();
  }

  private Node comparison() {
    Node left = sum();
    if (lexer.kind == PathLexer.Kind.SYMBOL && COMPARISONS.contains(lexer.text)) {
      String operator = lexer.text.equals("<>") ? "!=" : lexer.text;
      lexer.next();
      return new JsonPath.Comparison(operator, left, sum());
    }
    if (acceptName("starts")) {
      if (!acceptName("with")) {
        throw error();
      }
      return new JsonPath.StartsWith(left, sum());
    }
    if (acceptName("like_regex")) {
      return likeRegex(left);
    }
    if (JsonPath.isPredicate(left) && acceptName("is")) {
      if (!acceptName("unknown")) {
        throw error();
      }
      return new JsonPath.IsUnknown(left);
    }
    return left;
  }

  private Node likeRegex(Node operand) {
    String pattern = string();
    String flags = "";
    if (acceptName("flag")) {
      flags = string();
    }
    StringBuilder own = new StringBuilder();
    for (char flag : flags.toCharArray()) {
      own.append(flag == 's' ? "" : flag == 'm' ? "n" : String.valueOf(flag));
    }
    if (flags.indexOf('s') < 0 && flags.indexOf('m') < 0) {
      own.append('p');
    }
    return new JsonPath.LikeRegex(operand, Regex.compile(pattern, own.toString(), false).pattern());
  }

  private String string() {
    if (lexer.kind != PathLexer.Kind.STRING) {
      throw error();
    }
    String text = lexer.text;
    lexer.next();
    return text;
  }

  private Node sum() {
    Node left = product();
    while (lexer.is("+") || lexer.is("-")) {
      char operator = lexer.text.charAt(0);
      lexer.next();
      left = new JsonPath.Arithmetic(operator, left, product());
    }
    return left;
  }

  private Node product() {
    Node left = signed();
    while (lexer.is("*") || lexer.is("/") || lexer.is("%")) {
      char operator = lexer.text.charAt(0);
      lexer.next();
      left = new JsonPath.Arithmetic(operator, left, signed());
    }
    return left;
  }

  private Node signed() {
    if (accept("-")) {
      Node operand = signed();
      return operand instanceof JsonPath.Literal(Json.Num number)
          ? new JsonPath.Literal(Json.Num.of(number.decimal().negate()))
          : new JsonPath.Sign(true, operand);
    }
    return accept("+") ? new JsonPath.Sign(false, signed()) : accessors(primary());
  }

  private Node primary() {
    String text = lexer.text;
    switch (lexer.kind) {
      case STRING -> {
        lexer.next();
        return new JsonPath.Literal(new Json.Str(text));
      }
      case NUMBER -> {
        lexer.next();
        return new JsonPath.Literal(Json.Num.of(new BigDecimal(text)));
      }
      case VARIABLE -> {
        lexer.next();
        return new JsonPath.Variable(text);
      }
      case NAME -> {
        return word(text);
      }
      case SYMBOL -> {
        lexer.next();
        switch (text) {
          case "$" -> {
            return new JsonPath.Root();
          }
          case "@" -> {
            return new JsonPath.Current();
          }
          case "(" -> {
            Node inner = disjunction();
            expect(")");
            return inner;
          }
          default -> throw lexer.unexpected(text);
        }
      }
      case END -> throw error();
    }
    throw error();
  }

  private Node word(String text) {
    lexer.next();
    switch (text) {
      case "true" -> {
        return new JsonPath.Literal(Json.TRUE);
      }
      case "false" -> {
        return new JsonPath.Literal(Json.FALSE);
      }
      case "null" -> {
        return new JsonPath.Literal(Json.NULL);
      }
      case "last" -> {
        return new JsonPath.Last();
      }
      case "exists" -> {
        expect("(");
        Node operand = disjunction();
        expect(")");
        return new JsonPath.Exists(operand);
      }
      default -> throw lexer.unexpected(text);
    }
  }

  private Node accessors(Node start) {
    Node base = start;
    while (true) {
      if (accept(".")) {
        base = member(base);
      } else if (accept("[")) {
        base = elements(base);
      } else if (accept("?")) {
        expect("(");
        base = new JsonPath.Filter(base, disjunction());
        expect(")");
      } else {
        return base;
      }
    }
  }

  private Node member(Node base) {
    if (accept("*")) {
      return new JsonPath.Member(base, null);
    }
    if (accept("**")) {
      return descendants(base);
    }
    boolean quoted = lexer.kind == PathLexer.Kind.STRING;
    if (!quoted && lexer.kind != PathLexer.Kind.NAME) {
      throw error();
    }
    String name = lexer.text;
    lexer.next();
    if (!quoted && lexer.is("(")) {
      lexer.next();
      expect(")");
      if (!METHODS.contains(name)) {
        throw DatabaseException.unsupported("jsonpath method ." + name + "()");
      }
      return new JsonPath.Method(base, name);
    }
    return new JsonPath.Member(base, name);
  }

  private Node descendants(Node base) {
    if (!accept("{")) {
      return new JsonPath.Descendants(base, 0, Integer.MAX_VALUE);
    }
    int from = level();
    int to = acceptName("to") ? level() : from;
    expect("}");
    return new JsonPath.Descendants(base, from, to);
  }

  private int level() {
    if (acceptName("last")) {
      return Integer.MAX_VALUE;
    }
    if (lexer.kind != PathLexer.Kind.NUMBER) {
      throw error();
    }
    int level = Integer.parseInt(lexer.text);
    lexer.next();
    return level;
  }

  private Node elements(Node base) {
    if (accept("*")) {
      expect("]");
      return new JsonPath.Elements(base, null);
    }
    List<JsonPath.Range> ranges = new ArrayList<>();
    do {
      Node from = sum();
      ranges.add(new JsonPath.Range(from, acceptName("to") ? sum() : null));
    } while (accept(","));
    expect("]");
    return new JsonPath.Elements(base, ranges);
  }
}
