package dev.omendb.compat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// COPY through pgjdbc's CopyManager.
class JdbcCopyTest extends JdbcTest {
  private CopyManager copy;

  @BeforeEach
  void table() throws SQLException {
    run("DROP TABLE IF EXISTS jdbc_copy", "CREATE TABLE jdbc_copy (a int, b text)");
    copy = connection.unwrap(PGConnection.class).getCopyAPI();
  }

  @Test
  void inAndOut() throws SQLException, IOException {
    var loaded = copy.copyIn("COPY jdbc_copy FROM STDIN", new StringReader("1\tone\n2\t\\N\n"));
    assertThat(loaded).isEqualTo(2);
    var out = new StringWriter();
    assertThat(copy.copyOut("COPY jdbc_copy TO STDOUT (FORMAT csv)", out)).isEqualTo(2);
    assertThat(out.toString()).isEqualTo("1,one\n2,\n");
  }

  @Test
  void manyRowsInSmallPieces() throws SQLException {
    var in = copy.copyIn("COPY jdbc_copy FROM STDIN (FORMAT csv)");
    for (var i = 0; i < 20_000; i++) {
      var row = (i + ",\"row " + i + "\"\n").getBytes(StandardCharsets.UTF_8);
      // A row arrives in two messages: the server must join them.
      in.writeToCopy(row, 0, 3);
      in.writeToCopy(row, 3, row.length - 3);
    }
    assertThat(in.endCopy()).isEqualTo(20_000);
    assertThat(rows("SELECT count(*), sum(a) FROM jdbc_copy")).containsExactly("20000|199990000");
  }

  @Test
  void cancelledCopyLoadsNothing() throws SQLException {
    var in = copy.copyIn("COPY jdbc_copy FROM STDIN");
    var row = "1\tx\n".getBytes(StandardCharsets.UTF_8);
    in.writeToCopy(row, 0, row.length);
    in.cancelCopy();
    assertThat(rows("SELECT count(*) FROM jdbc_copy")).containsExactly("0");
  }

  @Test
  void badRowLoadsNothing() throws SQLException {
    assertThatThrownBy(
            () -> copy.copyIn("COPY jdbc_copy FROM STDIN", new StringReader("1\tx\nbad\ty\n")))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22P02"))
        .hasMessageContaining("COPY jdbc_copy, line 2, column a: \"bad\"");
    assertThat(rows("SELECT count(*) FROM jdbc_copy")).containsExactly("0");
  }

  @Test
  void binaryThereAndBack() throws SQLException, IOException {
    run("INSERT INTO jdbc_copy SELECT g, 'row ' || g FROM generate_series(1, 500) g");
    var out = new ByteArrayOutputStream();
    assertThat(copy.copyOut("COPY jdbc_copy TO STDOUT (FORMAT binary)", out)).isEqualTo(500);
    run("TRUNCATE jdbc_copy");
    var in = new java.io.ByteArrayInputStream(out.toByteArray());
    assertThat(copy.copyIn("COPY jdbc_copy FROM STDIN (FORMAT binary)", in)).isEqualTo(500);
    assertThat(rows("SELECT count(*), min(b) FROM jdbc_copy")).containsExactly("500|row 1");
  }
}
