package dev.omendb.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Syntax errors with PostgreSQL 15's message and position; the file was written by one: position,
/// message, statement.
class SqlParserErrorsTest {
  static List<String> errors() {
    return StatementFile.lines("syntax-errors.tsv");
  }

  @ParameterizedTest
  @MethodSource("errors")
  void saysWhatPostgresSays(String line) {
    String[] fields = line.split("\t", 3);

    DatabaseException error = errorOf(fields[2]);

    assertThat(error.state()).isEqualTo(SqlState.SYNTAX_ERROR);
    assertThat(error).hasMessage(fields[1]);
    assertThat(error.position()).isEqualTo(Integer.parseInt(fields[0]));
  }

  @Test
  void positionCountsCharactersOutsideTheBasicPlane() {
    DatabaseException error = errorOf("select '😀😀' from from");

    assertThat(error.position()).isEqualTo(18);
  }

  @Test
  void positionInALaterStatementCountsFromTheStringsBegin() {
    DatabaseException error =
        catchThrowableOfType(
            DatabaseException.class, () -> SqlParser.parseScript("select 1; select from from"));

    assertThat(error.position()).isEqualTo(23);
  }

  @Test
  void earlierSyntaxErrorWinsOverALexicalOne() {
    assertThat(errorOf("select from from 'abc")).hasMessage("syntax error at or near \"from\"");
  }

  @Test
  void deepNestingIsRefusedNotFatal() {
    String sql = "select " + "(".repeat(200_000) + "1" + ")".repeat(200_000);

    assertThat(errorOf(sql).state()).isEqualTo(SqlState.STATEMENT_TOO_COMPLEX);
  }

  @Test
  void longChainsAreNoNesting() {
    String sql = "select 1 where a = 1" + " or a = 2".repeat(50_000);

    assertThat(SqlParser.parse(sql)).isNotNull();
  }

  @Test
  void namesAndTypesHaveTextsOfTheirOwn() {
    assertThat(SqlParser.parseName("public.\"T\"").parts()).containsExactly("public", "T");
    assertThat(SqlParser.parseName("User").name()).isEqualTo("user");
    assertThat(SqlParser.parseType("character varying(5)[]"))
        .hasToString("pg_catalog.varchar(5)[]");
    assertThat(SqlParser.parseExpression("a + 1")).hasToString("(a + 1)");
    assertThat(
            catchThrowableOfType(DatabaseException.class, () -> SqlParser.parseName("a b")).state())
        .isEqualTo(SqlState.INVALID_NAME);
  }

  @Test
  void severalStatementsAreNotOne() {
    assertThat(errorOf("select 1; select 2"))
        .hasMessage("cannot insert multiple commands into a prepared statement");
  }

  @Test
  void unsupportedStatementsNameTheFeature() {
    assertUnsupported("create trigger t after insert on x execute function f()", "CREATE TRIGGER");
    assertUnsupported("create materialized view m as select 1", "CREATE MATERIALIZED VIEW");
    assertUnsupported("merge into t using s on true when matched then delete", "MERGE");
    assertUnsupported("prepare transaction 'x'", "PREPARE TRANSACTION");
    assertUnsupported("create table p partition of t default", "PARTITION OF");
    assertUnsupported("select * from t tablesample system (10)", "TABLESAMPLE");
    assertUnsupported("select xmlelement(name a)", "XMLELEMENT");
  }

  private static void assertUnsupported(String sql, String feature) {
    DatabaseException error = errorOf(sql);
    assertThat(error.state()).isEqualTo(SqlState.FEATURE_NOT_SUPPORTED);
    assertThat(error).hasMessage(feature + " is not supported");
  }

  private static DatabaseException errorOf(String sql) {
    return catchThrowableOfType(DatabaseException.class, () -> SqlParser.parse(sql));
  }
}
