package dev.omendb.compat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;

/// Statements that are deep, long or wide: they run, or are refused in PostgreSQL's words.
class DeepStatementsTest extends JdbcTest {
  private String value(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static String repeat(int count, String separator, String text) {
    return String.join(separator, Collections.nCopies(count, text));
  }

  private static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(i -> "" + i).collect(Collectors.joining(","));
  }

  @Test
  void longChainsAndListsRun() throws SQLException {
    assertThat(value("SELECT " + repeat(10_000, " OR ", "1 = 0"))).isEqualTo("f");
    assertThat(value("SELECT " + repeat(1_000, " + ", "1"))).isEqualTo("1000");
    assertThat(value("SELECT 4999 IN (" + numbers(5_000) + ")")).isEqualTo("t");
    assertThat(value("SELECT " + "(".repeat(1_000) + "7" + ")".repeat(1_000))).isEqualTo("7");
    assertThat(value("SELECT count(*) FROM (" + repeat(1_000, " UNION ALL ", "SELECT 1") + ") u"))
        .isEqualTo("1000");
  }

  @ParameterizedTest
  @CsvSource({"(,1,)", "abs(,1,)", "'- ',1,''", "'CASE WHEN true THEN ',1,' END'", "'',1,' + 1'"})
  void tooDeepNestingIsRefusedAndLeavesTheConnection(String open, String middle, String close)
      throws SQLException {
    var sql = "SELECT " + open.repeat(200_000) + middle + close.repeat(200_000);
    assertThatExceptionOfType(PSQLException.class)
        .isThrownBy(() -> value(sql))
        .satisfies(
            e -> {
              assertThat(e.getSQLState()).isEqualTo("54001");
              var error = e.getServerErrorMessage();
              assertThat(error.getMessage()).isEqualTo("stack depth limit exceeded");
              assertThat(error.getHint())
                  .startsWith("Increase the configuration parameter \"max_stack_depth\"");
            });
    assertThat(value("SELECT 1")).isEqualTo("1");
  }

  @Test
  void asManyParametersAsTheProtocolHas() throws SQLException {
    try (var select =
        connection.prepareStatement("SELECT 65535 IN (" + repeat(65_535, ",", "?") + ")")) {
      for (var i = 1; i <= 65_535; i++) {
        select.setInt(i, i);
      }
      try (var row = select.executeQuery()) {
        row.next();
        assertThat(row.getBoolean(1)).isTrue();
      }
    }
  }

  @Test
  void theWidestTable() throws SQLException {
    var columns =
        IntStream.range(0, 1600).mapToObj(i -> "c" + i + " int").collect(Collectors.joining(","));
    run("DROP TABLE IF EXISTS widest", "CREATE TABLE widest (" + columns + ")");
    run("INSERT INTO widest VALUES (" + numbers(1600) + ")", "UPDATE widest SET c1599 = -1");
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT * FROM widest")) {
      rows.next();
      assertThat(rows.getInt(1599)).isEqualTo(1598);
      assertThat(rows.getInt(1600)).isEqualTo(-1);
    }
    assertThatExceptionOfType(PSQLException.class)
        .isThrownBy(() -> run("CREATE TABLE wider (" + columns + ", c1600 int)"))
        .withMessageContaining("tables can have at most 1600 columns");
    assertThatExceptionOfType(PSQLException.class)
        .isThrownBy(() -> value("SELECT " + numbers(1665)))
        .withMessageContaining("target lists can have at most 1664 entries");
    run("DROP TABLE widest");
  }
}
