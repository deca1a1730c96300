package dev.omendb.sql.parse;

/// How identifiers are written in SQL.
public final class Identifiers {
  private Identifiers() {}

  /// PostgreSQL's quote_identifier: quotes unless the name is lower case and no key word that would
  /// be taken for something else.
  public static String quote(String name) {
    Keywords.Category category = Keywords.category(name);
    boolean word = category != null && category != Keywords.Category.UNRESERVED;
    return word || !isPlain(name) ? "\"" + name.replace("\"", "\"\"") + "\"" : name;
  }

  /// Whether the name is made of small ASCII letters, digits and underscores only.
  public static boolean isPlain(String name) {
    if (name.isEmpty() || SqlLexer.isDigit(name.charAt(0))) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c < 'a' || c > 'z') && !SqlLexer.isDigit(c) && c != '_') {
        return false;
      }
    }
    return true;
  }
}
