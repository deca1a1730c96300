package dev.omendb.sql.type;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.Types.TypeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one type name as SQL spells it; lives for one call.
final class TypeNameReader {
  /// Words that may follow a type's first word inside its name.
  private static final List<String> CONTINUATIONS =
      List.of("precision", "varying", "character", "char");

  /// What PostgreSQL's parser puts before the precision of `interval(3)`.
  private static final String ALL_INTERVAL_FIELDS = "32767";

  private final Types types;
  private final @Nullable List<String> searchPath;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  private record Token(String text, boolean word, boolean quoted) {}

  TypeNameReader(Types types, @Nullable List<String> searchPath, String text) {
    this.types = types;
    this.searchPath = searchPath;
    this.text = text;
  }

  TypeRef read() {
    tokenize();
    if (tokens.isEmpty() || !peek().word) {
      throw invalid();
    }
    Token first = tokens.get(next++);
    String schema = null;
    String name = first.text;
    boolean keyword = !first.quoted;
    while (accept(".")) {
      schema = name;
      keyword = false;
      name = word().text;
    }
    if (keyword) {
      name = continued(name);
    }
    List<String> modifiers = modifiers();
    if (keyword && (name.equals("time") || name.equals("timestamp"))) {
      name = zoned(name);
    } else if (keyword && name.equals("interval")) {
      modifiers = intervalFields(modifiers);
    }
    int arrays = arrays();
    if (next != tokens.size()) {
      throw syntaxNear(peek().text);
    }
    return resolve(schema, name, keyword, modifiers, arrays);
  }

  private TypeRef resolve(
      @Nullable String schema,
      String written,
      boolean keyword,
      List<String> modifiers,
      int arrays) {
    String name = written;
    List<String> given = modifiers;
    if (keyword && name.equals("char")) {
      name = "character";
    }
    if (keyword && name.equals("float") && !modifiers.isEmpty()) {
      name = floatOf(TypeModifiers.parse(modifiers.getFirst()));
      given = List.of();
    }
    if (keyword && given.isEmpty() && List.of("character", "nchar", "bit").contains(name)) {
      given = List.of("1");
    }
    boolean known = keyword || !TypeNames.SPELLINGS.containsKey(name);
    Optional<PgType> found = known ? lookUp(schema, name) : Optional.empty();
    PgType type = found.orElseThrow(() -> missing(schema, written));
    int typmod = given.isEmpty() ? -1 : type.typmodIn(given.toArray(new String[0]));
    if (arrays == 0) {
      return new TypeRef(type, typmod);
    }
    return new TypeRef(
        types.arrayOf(type).orElseThrow(() -> missing(null, written + "[]")), typmod);
  }

  private String floatOf(int precision) {
    if (precision < 1 || precision > 53) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          precision < 1
              ? "precision for type float must be at least 1 bit"
              : "precision for type float must be less than 54 bits");
    }
    return precision < 25 ? "float4" : "float8";
  }

  /// `double precision`, `character varying`, `national char varying`.
  private String continued(String start) {
    StringBuilder name = new StringBuilder(start);
    boolean compound =
        List.of("double", "character", "char", "nchar", "national", "bit").contains(start);
    while (compound && next < tokens.size() && CONTINUATIONS.contains(peek().text)) {
      name.append(' ').append(tokens.get(next++).text);
    }
    return name.toString();
  }

  private List<String> modifiers() {
    List<String> modifiers = new ArrayList<>();
    if (accept("(")) {
      do {
        StringBuilder modifier = new StringBuilder();
        while (next < tokens.size() && !peek().text.equals(",") && !peek().text.equals(")")) {
          modifier.append(tokens.get(next++).text);
        }
        modifiers.add(modifier.toString());
      } while (accept(","));
      if (!accept(")")) {
        throw invalid();
      }
    }
    return modifiers;
  }

  private String zoned(String name) {
    if (accept("with")) {
      expect("time");
      expect("zone");
      return name + "tz";
    }
    if (accept("without")) {
      expect("time");
      expect("zone");
    }
    return name;
  }

  private List<String> intervalFields(List<String> given) {
    StringBuilder fields = new StringBuilder();
    while (next < tokens.size() && peek().word) {
      fields.append(fields.isEmpty() ? "" : " ").append(tokens.get(next++).text);
    }
    if (fields.isEmpty()) {
      return given.isEmpty() ? given : List.of(ALL_INTERVAL_FIELDS, given.getFirst());
    }
    List<String> all = new ArrayList<>();
    all.add(fields.toString());
    all.addAll(modifiers());
    return all;
  }

  private int arrays() {
    int count = 0;
    while (next < tokens.size()) {
      if (accept("array")) {
        count++;
        continue;
      }
      if (!accept("[")) {
        break;
      }
      if (next < tokens.size() && !peek().text.equals("]")) {
        next++;
      }
      expect("]");
      count++;
    }
    return count;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token word() {
    if (next == tokens.size() || !peek().word) {
      throw invalid();
    }
    return tokens.get(next++);
  }

  private boolean accept(String expected) {
    boolean found = next < tokens.size() && !peek().quoted && peek().text.equals(expected);
    next += found ? 1 : 0;
    return found;
  }

  private void expect(String expected) {
    if (!accept(expected)) {
      throw invalid();
    }
  }

  private void tokenize() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int start = at;
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '"') {
        at = quotedEnd(at);
        String inner = text.substring(start + 1, at - 1).replace("\"\"", "\"");
        tokens.add(new Token(inner, true, true));
      } else if (c == '\'' && text.indexOf('\'', at + 1) > 0) {
        at = text.indexOf('\'', at + 1) + 1;
        tokens.add(new Token(text.substring(start + 1, at - 1), false, true));
      } else if (c != '$' && isWordPart(c)) {
        while (at < text.length() && isWordPart(text.charAt(at))) {
          at++;
        }
        String word = text.substring(start, at).toLowerCase(Locale.ROOT);
        tokens.add(new Token(word, !Character.isDigit(c), false));
      } else {
        tokens.add(new Token(String.valueOf(c), false, false));
        at++;
      }
    }
  }

  /// As PostgreSQL's lexer has it: every character beyond ASCII is part of a word.
  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 0x7F;
  }

  private int quotedEnd(int start) {
    int at = start + 1;
    while (at < text.length()) {
      if (text.charAt(at) == '"') {
        if (at + 1 == text.length() || text.charAt(at + 1) != '"') {
          return at + 1;
        }
        at++;
      }
      at++;
    }
    throw invalid();
  }

  private DatabaseException missing(@Nullable String schema, String name) {
    return new DatabaseException(
        SqlState.UNDEFINED_OBJECT,
        "type \"" + (schema == null ? "" : schema + ".") + name + "\" does not exist");
  }

  private DatabaseException syntaxNear(String token) {
    return new DatabaseException(SqlState.SYNTAX_ERROR, "syntax error at or near \"" + token + "\"")
        .where("invalid type name \"" + text + "\"");
  }

  private DatabaseException invalid() {
    return new DatabaseException(SqlState.SYNTAX_ERROR, "invalid type name \"" + text + "\"");
  }

  private Optional<PgType> lookUp(@Nullable String schema, String name) {
    return schema == null && searchPath != null
        ? types.byName(searchPath, name)
        : types.byName(schema, name);
  }
}
