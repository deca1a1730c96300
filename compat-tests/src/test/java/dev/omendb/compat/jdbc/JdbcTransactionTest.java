package dev.omendb.compat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Transactions as JDBC programs use them.
class JdbcTransactionTest extends JdbcTest {
  @BeforeEach
  void table() throws SQLException {
    run("DROP TABLE IF EXISTS jdbc_tx", "CREATE TABLE jdbc_tx (a int)");
  }

  @Test
  void commitAndRollback() throws SQLException {
    connection.setAutoCommit(false);
    run("INSERT INTO jdbc_tx VALUES (1)");
    try (var other = open("");
        var statement = other.createStatement();
        var result = statement.executeQuery("SELECT count(*) FROM jdbc_tx")) {
      result.next();
      assertThat(result.getInt(1)).isZero();
    }
    connection.commit();
    run("INSERT INTO jdbc_tx VALUES (2)");
    connection.rollback();
    assertThat(rows("SELECT a FROM jdbc_tx")).containsExactly("1");
  }

  @Test
  void failedTransactionRefusesStatementsUntilRollback() throws SQLException {
    connection.setAutoCommit(false);
    run("INSERT INTO jdbc_tx VALUES (1)");
    assertThatThrownBy(() -> run("SELECT 1/0"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22012"));
    assertThatThrownBy(() -> run("SELECT 1"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
    connection.rollback();
    assertThat(rows("SELECT count(*) FROM jdbc_tx")).containsExactly("0");
  }

  @Test
  void savepoints() throws SQLException {
    connection.setAutoCommit(false);
    run("INSERT INTO jdbc_tx VALUES (1)");
    var savepoint = connection.setSavepoint("here");
    run("INSERT INTO jdbc_tx VALUES (2)");
    connection.rollback(savepoint);
    run("INSERT INTO jdbc_tx VALUES (3)");
    connection.releaseSavepoint(savepoint);
    connection.commit();
    assertThat(rows("SELECT a FROM jdbc_tx ORDER BY a")).containsExactly("1", "3");
  }

  @Test
  void isolationLevels() throws SQLException {
    assertThat(connection.getTransactionIsolation())
        .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    assertThat(connection.getTransactionIsolation())
        .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    assertThat(rows("SELECT count(*) FROM jdbc_tx")).containsExactly("0");
    try (var other = open("");
        var statement = other.createStatement()) {
      statement.execute("INSERT INTO jdbc_tx VALUES (1)");
    }
    assertThat(rows("SELECT count(*) FROM jdbc_tx")).containsExactly("0");
    connection.commit();
    assertThat(rows("SELECT count(*) FROM jdbc_tx")).containsExactly("1");
    connection.commit();
  }

  @Test
  void readOnly() throws SQLException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    assertThatThrownBy(() -> run("INSERT INTO jdbc_tx VALUES (1)"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
    connection.rollback();
    connection.setReadOnly(false);
    run("INSERT INTO jdbc_tx VALUES (1)");
    connection.commit();
  }
}
