package dev.omendb.compat.jdbc;

import dev.omendb.compat.server.ServerExtension;
import dev.omendb.compat.wire.Endpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/// One pgjdbc connection per test.
@ExtendWith(ServerExtension.class)
abstract class JdbcTest {
  Endpoint endpoint;
  Connection connection;

  @BeforeEach
  void connect(Endpoint server) throws SQLException {
    endpoint = server;
    connection = open("");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  /// @param options further URL parameters, each starting with `&`
  Connection open(String options) throws SQLException {
    return DriverManager.getConnection(endpoint.jdbcUrl() + options);
  }

  void run(String... statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /// All rows, columns joined by `|`.
  List<String> rows(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      return rows(result);
    }
  }

  static List<String> rows(ResultSet result) throws SQLException {
    var rows = new ArrayList<String>();
    while (result.next()) {
      var row = new StringJoiner("|");
      for (var i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        row.add(String.valueOf(result.getString(i)));
      }
      rows.add(row.toString());
    }
    return rows;
  }
}
