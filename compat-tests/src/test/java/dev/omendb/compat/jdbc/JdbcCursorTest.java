package dev.omendb.compat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Result sets fetched in portions through named portals.
class JdbcCursorTest extends JdbcTest {
  @BeforeEach
  void table() throws SQLException {
    run(
        "DROP TABLE IF EXISTS jdbc_cursor",
        "CREATE TABLE jdbc_cursor (a int, b text)",
        "INSERT INTO jdbc_cursor SELECT g, 'row ' || g FROM generate_series(1, 1000) g");
    connection.setAutoCommit(false);
  }

  @Test
  void fetchSizeSmallerThanTheResult() throws SQLException {
    try (var statement = connection.prepareStatement("SELECT a, b FROM jdbc_cursor ORDER BY a")) {
      statement.setFetchSize(7);
      try (var result = statement.executeQuery()) {
        for (var i = 1; i <= 1000; i++) {
          assertThat(result.next()).isTrue();
          assertThat(result.getInt(1)).isEqualTo(i);
          assertThat(result.getString(2)).isEqualTo("row " + i);
        }
        assertThat(result.next()).isFalse();
      }
    }
    connection.commit();
  }

  @Test
  void nearestRowsInPortions() throws SQLException {
    run(
        "CREATE EXTENSION IF NOT EXISTS vector",
        "DROP TABLE IF EXISTS jdbc_nearest",
        "CREATE TABLE jdbc_nearest (a int, v vector(2))",
        "INSERT INTO jdbc_nearest SELECT g, ARRAY[g, 1]::vector FROM generate_series(1, 5000) g",
        "CREATE INDEX ON jdbc_nearest USING hnsw (v vector_l2_ops)");
    var sql = "SELECT a FROM jdbc_nearest ORDER BY v <-> '[0,0]'";
    try (var statement = connection.prepareStatement(sql)) {
      for (var size : new int[] {64, 0, 900}) {
        statement.setFetchSize(size);
        try (var result = statement.executeQuery()) {
          for (var i = 1; i <= 5000; i++) {
            assertThat(result.next()).isTrue();
            assertThat(result.getInt(1)).isEqualTo(i);
          }
          assertThat(result.next()).isFalse();
        }
      }
    }
    connection.rollback();
  }

  @Test
  void fetchSizeThatDividesTheResult() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(100);
      try (var result = statement.executeQuery("SELECT a FROM jdbc_cursor ORDER BY a")) {
        assertThat(rows(result)).hasSize(1000);
      }
    }
    connection.commit();
  }

  @Test
  void twoOpenResultsAtOnce() throws SQLException {
    try (var one = connection.prepareStatement("SELECT a FROM jdbc_cursor ORDER BY a");
        var two = connection.prepareStatement("SELECT a FROM jdbc_cursor ORDER BY a DESC")) {
      one.setFetchSize(10);
      two.setFetchSize(3);
      try (var up = one.executeQuery();
          var down = two.executeQuery()) {
        for (var i = 1; i <= 1000; i++) {
          assertThat(up.next()).isTrue();
          assertThat(down.next()).isTrue();
          assertThat(up.getInt(1)).isEqualTo(i);
          assertThat(down.getInt(1)).isEqualTo(1001 - i);
        }
      }
    }
    connection.commit();
  }

  @Test
  void maxRows() throws SQLException {
    try (var statement = connection.prepareStatement("SELECT a FROM jdbc_cursor ORDER BY a")) {
      statement.setMaxRows(5);
      try (var result = statement.executeQuery()) {
        assertThat(rows(result)).containsExactly("1", "2", "3", "4", "5");
      }
    }
    connection.commit();
  }
}
