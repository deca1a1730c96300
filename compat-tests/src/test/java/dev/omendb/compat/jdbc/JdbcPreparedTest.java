package dev.omendb.compat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// pgjdbc runs a statement unnamed and in text, then named and in binary from the fifth run on.
class JdbcPreparedTest extends JdbcTest {
  private static final int RUNS = 12;

  @Test
  void sameValuesInTextAndBinary() throws SQLException {
    run(
        "DROP TABLE IF EXISTS jdbc_types",
        "CREATE TABLE jdbc_types (id int PRIMARY KEY, s smallint, l bigint, f real, d float8,"
            + " n numeric(12,3), b boolean, t text, v varchar(20), bin bytea, u uuid, da date,"
            + " ti time, ts timestamp, tz timestamptz, a int[], ta text[])");
    var uuid = UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
    var moment = OffsetDateTime.of(2024, 2, 29, 12, 34, 56, 789_000_000, ZoneOffset.UTC);
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO jdbc_types VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (var i = 0; i < RUNS; i++) {
        insert.setInt(1, i);
        insert.setShort(2, (short) -i);
        insert.setLong(3, 1L << (i + 40));
        insert.setFloat(4, i / 4f);
        insert.setDouble(5, i / 3d);
        insert.setBigDecimal(6, new BigDecimal("12345.678"));
        insert.setBoolean(7, i % 2 == 0);
        insert.setString(8, "text " + i);
        insert.setString(9, "v" + i);
        insert.setBytes(10, new byte[] {0, (byte) i, -1});
        insert.setObject(11, uuid);
        insert.setObject(12, LocalDate.of(2024, 2, 29));
        insert.setObject(13, LocalTime.of(1, 2, 3));
        insert.setObject(14, LocalDateTime.of(2024, 2, 29, 1, 2, 3));
        insert.setObject(15, moment);
        insert.setArray(16, connection.createArrayOf("int4", new Integer[] {i, null, -1}));
        insert.setArray(17, connection.createArrayOf("text", new String[] {"a b", "\"", null}));
        assertThat(insert.executeUpdate()).isEqualTo(1);
      }
    }
    try (var select = connection.prepareStatement("SELECT * FROM jdbc_types WHERE id = ?")) {
      for (var i = 0; i < RUNS; i++) {
        select.setInt(1, i);
        try (var row = select.executeQuery()) {
          assertThat(row.next()).isTrue();
          checkRow(row, i, uuid, moment);
          assertThat(row.next()).isFalse();
        }
      }
    }
  }

  private static void checkRow(ResultSet row, int i, UUID uuid, OffsetDateTime moment)
      throws SQLException {
    assertThat(row.getInt(1)).isEqualTo(i);
    assertThat(row.getShort(2)).isEqualTo((short) -i);
    assertThat(row.getLong(3)).isEqualTo(1L << (i + 40));
    assertThat(row.getFloat(4)).isEqualTo(i / 4f);
    assertThat(row.getDouble(5)).isEqualTo(i / 3d);
    assertThat(row.getBigDecimal(6)).isEqualByComparingTo("12345.678");
    assertThat(row.getBoolean(7)).isEqualTo(i % 2 == 0);
    assertThat(row.getString(8)).isEqualTo("text " + i);
    assertThat(row.getString(9)).isEqualTo("v" + i);
    assertThat(row.getBytes(10)).containsExactly(0, i, -1);
    assertThat(row.getObject(11)).isEqualTo(uuid);
    assertThat(row.getObject(12, LocalDate.class)).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(row.getObject(13, LocalTime.class)).isEqualTo(LocalTime.of(1, 2, 3));
    assertThat(row.getObject(14, LocalDateTime.class))
        .isEqualTo(LocalDateTime.of(2024, 2, 29, 1, 2, 3));
    assertThat(row.getObject(15, OffsetDateTime.class).toInstant()).isEqualTo(moment.toInstant());
    assertThat((Object[]) row.getArray(16).getArray()).containsExactly(i, null, -1);
    assertThat((Object[]) row.getArray(17).getArray()).containsExactly("a b", "\"", null);
  }

  @Test
  void nullsOfEveryKind() throws SQLException {
    run("DROP TABLE IF EXISTS jdbc_nulls", "CREATE TABLE jdbc_nulls (a int, b text, c date)");
    try (var insert = connection.prepareStatement("INSERT INTO jdbc_nulls VALUES (?, ?, ?)")) {
      for (var i = 0; i < RUNS; i++) {
        insert.setNull(1, Types.INTEGER);
        insert.setNull(2, Types.VARCHAR);
        insert.setObject(3, null);
        insert.executeUpdate();
      }
    }
    assertThat(rows("SELECT count(*), count(a), count(b), count(c) FROM jdbc_nulls"))
        .containsExactly(RUNS + "|0|0|0");
  }

  /// pgjdbc leaves the type of its timestamps open, and declares its strings as varchar.
  @Test
  void undeclaredAndImpreciseTypes() throws SQLException {
    run(
        "DROP TABLE IF EXISTS jdbc_imprecise",
        "CREATE TABLE jdbc_imprecise (id bigint, t text, ts timestamptz, d date, n numeric)");
    try (var insert =
        connection.prepareStatement("INSERT INTO jdbc_imprecise VALUES (?, ?, ?, ?, ?)")) {
      insert.setInt(1, 7);
      insert.setString(2, "x");
      insert.setTimestamp(3, Timestamp.valueOf("2024-01-01 00:00:00"));
      insert.setDate(4, Date.valueOf("2024-01-01"));
      insert.setInt(5, 5);
      insert.executeUpdate();
    }
    assertThat(count("SELECT count(*) FROM jdbc_imprecise WHERE id = ?", s -> s.setInt(1, 7)))
        .isEqualTo(1);
    assertThat(count("SELECT count(*) FROM jdbc_imprecise WHERE n = ?", s -> s.setLong(1, 5)))
        .isEqualTo(1);
    assertThat(count("SELECT count(*) FROM jdbc_imprecise WHERE t = ?", s -> s.setString(1, "x")))
        .isEqualTo(1);
    assertThat(
            count(
                "SELECT count(*) FROM jdbc_imprecise WHERE ts <= ?",
                s -> s.setTimestamp(1, Timestamp.valueOf("2024-01-01 00:00:00"))))
        .isEqualTo(1);
    assertThat(count("SELECT count(*) FROM jdbc_imprecise LIMIT ?", s -> s.setInt(1, 5)))
        .isEqualTo(1);
  }

  @FunctionalInterface
  private interface Binding {
    void set(PreparedStatement statement) throws SQLException;
  }

  private long count(String sql, Binding binding) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      var last = 0L;
      for (var i = 0; i < RUNS; i++) {
        binding.set(statement);
        try (var result = statement.executeQuery()) {
          result.next();
          last = result.getLong(1);
        }
      }
      return last;
    }
  }

  @Test
  void tableChangesUnderAPreparedStatement() throws SQLException {
    run(
        "DROP TABLE IF EXISTS jdbc_stale",
        "CREATE TABLE jdbc_stale (a int)",
        "INSERT INTO jdbc_stale VALUES (1)");
    try (var select = connection.prepareStatement("SELECT * FROM jdbc_stale")) {
      for (var i = 0; i < RUNS; i++) {
        try (var result = select.executeQuery()) {
          assertThat(result.getMetaData().getColumnCount()).isEqualTo(1);
        }
      }
      run("ALTER TABLE jdbc_stale ADD COLUMN b int DEFAULT 5");
      try (var result = select.executeQuery()) {
        assertThat(result.getMetaData().getColumnCount()).isEqualTo(2);
        assertThat(rows(result)).containsExactly("1|5");
      }
    }
  }

  @Test
  void parameterMetaData() throws SQLException {
    run("DROP TABLE IF EXISTS jdbc_pm", "CREATE TABLE jdbc_pm (a int, b text, c numeric)");
    try (var insert = connection.prepareStatement("INSERT INTO jdbc_pm VALUES (?, ?, ?)")) {
      var meta = insert.getParameterMetaData();
      assertThat(meta.getParameterCount()).isEqualTo(3);
      assertThat(meta.getParameterTypeName(1)).isEqualTo("int4");
      assertThat(meta.getParameterTypeName(2)).isEqualTo("text");
      assertThat(meta.getParameterTypeName(3)).isEqualTo("numeric");
    }
  }

  @Test
  void manyParameters() throws SQLException {
    var sql = "SELECT " + "?::int + ".repeat(999) + "0";
    try (var select = connection.prepareStatement(sql)) {
      for (var i = 1; i <= 999; i++) {
        select.setInt(i, i);
      }
      try (var result = select.executeQuery()) {
        result.next();
        assertThat(result.getInt(1)).isEqualTo(999 * 1000 / 2);
      }
    }
  }
}
