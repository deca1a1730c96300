package dev.omendb.sql.catalog.function;

import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.set.Series;
import dev.omendb.sql.parse.Keywords;

/// pg_get_keywords.
final class KeywordFunction {
  private KeywordFunction() {}

  static void addTo(Implementations into) {
    into.set(
        "pg_get_keywords",
        Series.of(
            (context, a, row, rows) ->
                Keywords.all().forEach((word, category) -> word(word, category, rows.columns()))));
  }

  private static void word(String word, Keywords.Category category, Column[] into) {
    boolean bare = Keywords.bareLabel(word);
    put(into[0], word);
    put(into[1], String.valueOf(category.code()));
    put(into[2], bare);
    put(into[3], description(category));
    put(into[4], bare ? "can be bare label" : "requires AS");
  }

  private static String description(Keywords.Category category) {
    return switch (category) {
      case UNRESERVED -> "unreserved";
      case COLUMN_NAME -> "unreserved (cannot be function or type name)";
      case TYPE_OR_FUNCTION -> "reserved (can be function or type name)";
      case RESERVED -> "reserved";
    };
  }
}
