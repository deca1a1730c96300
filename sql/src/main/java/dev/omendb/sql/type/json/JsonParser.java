package dev.omendb.sql.type.json;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.type.numeric.Numeric;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads JSON text (RFC 8259), with PostgreSQL's errors. Confined to one parse.
public final class JsonParser {
  private static final int MAX_DEPTH = 10_000;

  private final JsonLexer lexer;

  /// False: check only, build nothing.
  private final boolean build;

  private JsonParser(byte[] source, int from, int to, boolean build) {
    this.lexer = new JsonLexer(source, from, to, build);
    this.build = build;
  }

  /// The tree of a JSON text. Errors: 22P02 `invalid input syntax for type json`, 22P05.
  public static Json parse(byte[] source, int from, int to) {
    return new JsonParser(source, from, to, true).document();
  }

  /// The tree of a JSON text.
  public static Json parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length);
  }

  /// Checks a JSON text without building its tree; escapes are checked for form only.
  public static void validate(byte[] source, int from, int to) {
    new JsonParser(source, from, to, false).document();
  }

  /// A number as jsonb prints it. Errors: 22003 `value overflows numeric format`.
  static Json.Num normalizedNumber(Json.Num number) {
    String text = number.text();
    int exponentAt = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (exponentAt < 0) {
      return text.startsWith("-0") && isZero(text) ? new Json.Num(text.substring(1)) : number;
    }
    String exponent = text.substring(exponentAt + 1);
    boolean zero = isZero(text.substring(0, exponentAt));
    if (exponent.length() > 7) {
      throw Numeric.overflow();
    }
    BigDecimal value = new BigDecimal(text);
    if (value.scale() > Numeric.MAX_SCALE
        || (!zero && value.precision() - value.scale() > Numeric.MAX_WHOLE_DIGITS)) {
      throw Numeric.overflow();
    }
    return Json.Num.of(zero && value.scale() < 0 ? BigDecimal.ZERO : value);
  }

  private static boolean isZero(String digits) {
    return digits.chars().noneMatch(c -> c >= '1' && c <= '9');
  }

  private Json document() {
    lexer.next();
    Json value = value(0);
    if (lexer.token != JsonLexer.Token.END) {
      throw JsonErrors.expected(lexer, "end of input");
    }
    return value;
  }

  /// Reads a value and the token after it.
  private Json value(int depth) {
    if (depth > MAX_DEPTH) {
      throw JsonErrors.tooDeep();
    }
    Json value =
        switch (lexer.token) {
          case OBJECT_START -> object(depth);
          case ARRAY_START -> array(depth);
          case STRING -> build ? new Json.Str(lexer.string()) : Json.NULL;
          case NUMBER -> build ? new Json.Num(lexer.tokenText()) : Json.NULL;
          case TRUE -> Json.TRUE;
          case FALSE -> Json.FALSE;
          case NULL -> Json.NULL;
          case OBJECT_END, ARRAY_END, COMMA, COLON, END -> throw expectedValue();
        };
    lexer.next();
    return value;
  }

  private DatabaseException expectedValue() {
    return JsonErrors.expected(lexer, "JSON value");
  }

  /// Ends on the closing brace.
  private Json object(int depth) {
    @Nullable List<Json.Member> members = build ? new ArrayList<>() : null;
    lexer.next();
    if (lexer.token == JsonLexer.Token.OBJECT_END) {
      return members == null ? Json.NULL : new Json.Obj(members);
    }
    if (lexer.token != JsonLexer.Token.STRING) {
      throw JsonErrors.expected(lexer, "string or \"}\"");
    }
    while (true) {
      if (lexer.token != JsonLexer.Token.STRING) {
        throw JsonErrors.expected(lexer, "string");
      }
      String key = lexer.string();
      lexer.next();
      if (lexer.token != JsonLexer.Token.COLON) {
        throw JsonErrors.expected(lexer, "\":\"");
      }
      lexer.next();
      Json value = value(depth + 1);
      if (members != null) {
        members.add(new Json.Member(key, value));
      }
      if (lexer.token == JsonLexer.Token.OBJECT_END) {
        return members == null ? Json.NULL : new Json.Obj(members);
      }
      if (lexer.token != JsonLexer.Token.COMMA) {
        throw JsonErrors.expected(lexer, "\",\" or \"}\"");
      }
      lexer.next();
    }
  }

  /// Ends on the closing bracket.
  private Json array(int depth) {
    @Nullable List<Json> elements = build ? new ArrayList<>() : null;
    lexer.next();
    if (lexer.token == JsonLexer.Token.ARRAY_END) {
      return elements == null ? Json.NULL : new Json.Arr(elements);
    }
    while (true) {
      Json value = value(depth + 1);
      if (elements != null) {
        elements.add(value);
      }
      if (lexer.token == JsonLexer.Token.ARRAY_END) {
        return elements == null ? Json.NULL : new Json.Arr(elements);
      }
      if (lexer.token != JsonLexer.Token.COMMA) {
        throw JsonErrors.expected(lexer, "\",\" or \"]\"");
      }
      lexer.next();
    }
  }
}
