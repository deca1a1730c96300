package dev.omendb.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.sql.parse.generated.PgGrammarConstants;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlLexerTest {
  @Test
  void stringsKeepTheirExactText() {
    assertThat(values("'it''s'", "E'a\\tb\\'c\\x41\\u00e9\\303\\251'", "$$a'b$$", "$q$a$$b$q$"))
        .containsExactly("it's", "a\tb'cAéé", "a'b", "a$$b");
    assertThat(values("U&'d\\0061t\\+000061'", "U&'d!0061!!' uescape '!'", "N'x'"))
        .containsExactly("data", "da!", "x");
    assertThat(values("'a'\n  'b' -- c\n 'd'")).containsExactly("abd");
  }

  @Test
  void identifiersFoldAsciiAndAreCutAtSixtyThreeBytes() {
    assertThat(values("ÀBc", "\"ÀBc\"", "\"a\"\"b\"", "U&\"d\\0061t\"", "a$1"))
        .containsExactly("Àbc", "ÀBc", "a\"b", "dat", "a$1");
    assertThat(values("x".repeat(70))).containsExactly("x".repeat(63));
    assertThat(values("é".repeat(40))).containsExactly("é".repeat(31));
  }

  @Test
  void operatorsEndWherePostgresEndsThem() {
    assertThat(values("a<->b", "1*-2", "a@-b", "a<>-1", "a=-1", "a/*x*/b", "a<--x\nb"))
        .containsExactly(
            "a", "<->", "b", "1", "*", "-", "2", "a", "@-", "b", "a", "<>", "-", "1", "a", "=", "-",
            "1", "a", "b", "a", "<", "b");
  }

  @Test
  void numbersKeepTheirDigits() {
    List<SqlToken> tokens = SqlLexer.tokens("1 .5 0.50 1e10 2.e-3 007 1..10");

    assertThat(tokens.stream().map(token -> token.image))
        .startsWith("1", ".5", "0.50", "1e10", "2.e-3", "007", "1", "..", "10");
    assertThat(tokens.get(5).kind).isEqualTo(PgGrammarConstants.UNSIGNED_INTEGER_LITERAL);
  }

  @Test
  void commentsNestAndPositionsCountCharacters() {
    List<SqlToken> tokens = SqlLexer.tokens("/* a /* b */ c */ x '😀' y");

    assertThat(tokens.get(0).beginColumn).isEqualTo(19);
    assertThat(tokens.get(2).beginColumn).isEqualTo(25);
    assertThat(tokens.get(2).start).isEqualTo(25);
  }

  @Test
  void splitsAtSemicolonsOutsideQuotes() {
    List<StatementText> parts =
        SqlParser.split("select ';' ; /* ; */ ;;\n do $$ begin; end $$; select 1 -- ;");

    assertThat(parts.stream().map(StatementText::text))
        .containsExactly("select ';'", "do $$ begin; end $$", "select 1");
    assertThat(parts.get(1).offset()).isEqualTo(25);
  }

  private static List<String> values(String... texts) {
    return List.of(texts).stream()
        .flatMap(text -> SqlLexer.tokens(text).stream())
        .filter(token -> !token.isEnd())
        .map(token -> token.image)
        .toList();
  }
}
