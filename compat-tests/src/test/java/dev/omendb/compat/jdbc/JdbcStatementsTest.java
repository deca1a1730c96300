package dev.omendb.compat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

/// Batches, generated keys, updatable result sets, several results, errors.
class JdbcStatementsTest extends JdbcTest {
  @BeforeEach
  void table() throws SQLException {
    run(
        "DROP TABLE IF EXISTS jdbc_s",
        "CREATE TABLE jdbc_s (id serial PRIMARY KEY, a int UNIQUE, b text)");
  }

  @Test
  void batchOfPreparedInserts() throws SQLException {
    try (var insert = connection.prepareStatement("INSERT INTO jdbc_s (a, b) VALUES (?, ?)")) {
      for (var i = 0; i < 1000; i++) {
        insert.setInt(1, i);
        insert.setString(2, "b" + i);
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).hasSize(1000).containsOnly(1);
    }
    assertThat(rows("SELECT count(*), sum(a), max(b) FROM jdbc_s"))
        .containsExactly("1000|499500|b999");
  }

  @Test
  void rewrittenBatch() throws SQLException {
    try (var other = open("&reWriteBatchedInserts=true");
        var insert = other.prepareStatement("INSERT INTO jdbc_s (a, b) VALUES (?, ?)")) {
      for (var i = 0; i < 300; i++) {
        insert.setInt(1, i);
        insert.setString(2, "b" + i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    assertThat(rows("SELECT count(*) FROM jdbc_s")).containsExactly("300");
  }

  @Test
  void failingBatchRollsBackItsTransaction() throws SQLException {
    connection.setAutoCommit(false);
    try (var insert = connection.prepareStatement("INSERT INTO jdbc_s (a) VALUES (?)")) {
      for (var a : new int[] {1, 2, 1, 3}) {
        insert.setInt(1, a);
        insert.addBatch();
      }
      assertThatThrownBy(insert::executeBatch)
          .isInstanceOfSatisfying(
              BatchUpdateException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
    }
    connection.rollback();
    connection.setAutoCommit(true);
    assertThat(rows("SELECT count(*) FROM jdbc_s")).containsExactly("0");
  }

  @Test
  void batchOfDifferentStatements() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.addBatch("INSERT INTO jdbc_s (a) VALUES (1), (2)");
      statement.addBatch("UPDATE jdbc_s SET b = 'x'");
      statement.addBatch("DELETE FROM jdbc_s WHERE a = 1");
      assertThat(statement.executeBatch()).containsExactly(2, 2, 1);
    }
  }

  @Test
  void generatedKeys() throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO jdbc_s (a) VALUES (?), (?)", Statement.RETURN_GENERATED_KEYS)) {
      insert.setInt(1, 5);
      insert.setInt(2, 6);
      assertThat(insert.executeUpdate()).isEqualTo(2);
      var ids = new ArrayList<Integer>();
      try (var keys = insert.getGeneratedKeys()) {
        while (keys.next()) {
          ids.add(keys.getInt("id"));
        }
      }
      assertThat(ids).containsExactly(1, 2);
    }
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO jdbc_s (a, b) VALUES (?, 'x')", new String[] {"id", "b"})) {
      for (var i = 10; i < 20; i++) {
        insert.setInt(1, i);
        insert.executeUpdate();
        try (var keys = insert.getGeneratedKeys()) {
          assertThat(keys.next()).isTrue();
          assertThat(keys.getString(2)).isEqualTo("x");
        }
      }
    }
  }

  @Test
  void updatableResultSet() throws SQLException {
    run("INSERT INTO jdbc_s (a, b) VALUES (1, 'one'), (2, 'two')");
    try (var statement =
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
        var result = statement.executeQuery("SELECT id, a, b FROM jdbc_s ORDER BY id")) {
      result.next();
      result.updateString("b", "changed");
      result.updateRow();
      result.last();
      result.deleteRow();
      result.moveToInsertRow();
      result.updateInt("a", 9);
      result.updateString("b", "new");
      result.insertRow();
    }
    assertThat(rows("SELECT a, b FROM jdbc_s ORDER BY a")).containsExactly("1|changed", "9|new");
  }

  @Test
  void severalResults() throws SQLException {
    try (var statement = connection.createStatement()) {
      assertThat(statement.execute("INSERT INTO jdbc_s (a) VALUES (1); SELECT a FROM jdbc_s"))
          .isFalse();
      assertThat(statement.getUpdateCount()).isEqualTo(1);
      assertThat(statement.getMoreResults()).isTrue();
      assertThat(rows(statement.getResultSet())).containsExactly("1");
      assertThat(statement.getMoreResults()).isFalse();
      assertThat(statement.getUpdateCount()).isEqualTo(-1);
    }
  }

  @Test
  void serverErrorFields() throws SQLException {
    run("INSERT INTO jdbc_s (a) VALUES (1)");
    assertThatThrownBy(() -> run("INSERT INTO jdbc_s (a) VALUES (1)"))
        .isInstanceOfSatisfying(
            PSQLException.class,
            e -> {
              var error = e.getServerErrorMessage();
              assertThat(e.getSQLState()).isEqualTo("23505");
              assertThat(error.getConstraint()).isEqualTo("jdbc_s_a_key");
              assertThat(error.getTable()).isEqualTo("jdbc_s");
              assertThat(error.getSchema()).isEqualTo("public");
              assertThat(error.getDetail()).isEqualTo("Key (a)=(1) already exists.");
              assertThat(error.getWhere()).isNull();
            });
    assertThat(rows("SELECT count(*) FROM jdbc_s")).containsExactly("1");
  }

  @Test
  void warnings() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS jdbc_nosuch");
      assertThat(statement.getWarnings().getMessage())
          .isEqualTo("table \"jdbc_nosuch\" does not exist, skipping");
    }
  }

  @Test
  void cancelEndsARunningStatement() throws Exception {
    try (var statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
    }
    assertThat(rows("SELECT 1")).containsExactly("1");
  }
}
