package dev.omendb.sql.catalog.function;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.catalog.CatalogView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A possibly qualified name in text: `t`, `"My Schema".t`, `db.s.t`. Unquoted parts fold to lower
/// case.
record QualifiedName(@Nullable String schema, String name) {
  /// Errors: 42602 `invalid name syntax`, 0A000 for another database.
  static QualifiedName parse(CatalogView view, String text) {
    List<String> parts = parts(text);
    if (parts.size() > 3) {
      throw new DatabaseException(
          SqlState.SYNTAX_ERROR, "improper relation name (too many dotted names): " + text);
    }
    if (parts.size() == 3 && !parts.getFirst().equals(view.context().databaseName())) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "cross-database references are not implemented: \"%s\"".formatted(text));
    }
    return new QualifiedName(
        parts.size() > 1 ? parts.get(parts.size() - 2) : null, parts.getLast());
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (true) {
      at = skipSpaces(text, at);
      StringBuilder part = new StringBuilder();
      if (at < text.length() && text.charAt(at) == '"') {
        at = quoted(text, at + 1, part);
      } else {
        int from = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
          at++;
        }
        part.append(text.substring(from, at).toLowerCase(Locale.ROOT));
      }
      if (part.isEmpty()) {
        throw invalid();
      }
      parts.add(part.toString());
      at = skipSpaces(text, at);
      if (at == text.length()) {
        return parts;
      }
      if (text.charAt(at) != '.') {
        throw invalid();
      }
      at++;
    }
  }

  private static boolean isNamePart(char c) {
    return c != '.' && c != '"' && !Character.isWhitespace(c);
  }

  private static int skipSpaces(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int quoted(String text, int from, StringBuilder part) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        part.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        part.append('"');
        at++;
      } else {
        return at;
      }
    }
    throw invalid();
  }

  private static DatabaseException invalid() {
    return new DatabaseException(SqlState.INVALID_NAME, "invalid name syntax");
  }

  @Override
  public String toString() {
    return schema == null ? name : schema + "." + name;
  }
}
