package dev.omendb.sql.parse;

import dev.omendb.sql.parse.Keywords.Category;
import dev.omendb.sql.parse.generated.PgGrammarConstants;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The grammar's token kind of each word. Words PostgreSQL does not reserve in any way stay
/// identifiers, and the grammar looks at their text.
final class TokenKinds {
  /// A word with a kind of its own.
  record Word(String text, @Nullable Category category, int kind) {}

  private static final Map<String, Word> WORDS = words();

  private TokenKinds() {}

  /// The key word with this lower-case text, or null.
  static @Nullable Word word(String lowerCase) {
    return WORDS.get(lowerCase);
  }

  private static Map<String, Word> words() {
    Map<String, Integer> kinds = new HashMap<>(2048);
    for (int kind = 0; kind < PgGrammarConstants.tokenImage.length; kind++) {
      String image = PgGrammarConstants.tokenImage[kind];
      if (image.length() > 3 && Character.isUpperCase(image.charAt(1))) {
        kinds.put(image.substring(1, image.length() - 1).toLowerCase(Locale.ROOT), kind);
      }
    }
    Map<String, Word> result = new HashMap<>(1024);
    Keywords.all()
        .forEach((text, category) -> {
          int kind =
              category == Category.UNRESERVED ? PgGrammarConstants.IDENTIFIER : kinds.get(text);
          result.put(text, new Word(text, category, kind));
        });
    return Map.copyOf(result);
  }
}
