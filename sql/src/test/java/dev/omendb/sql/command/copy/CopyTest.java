package dev.omendb.sql.command.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.sql.command.ddl.DdlDatabase;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyTest {
  private final DdlDatabase database = new DdlDatabase();

  @BeforeEach
  void createTable() {
    database.run(
        "create table t (a int not null unique, b text default 'none', c float8 check (c > 0),"
            + " d int generated always as (a * 2) stored)");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private String copy(String sql, String data, int chunkBytes) {
    return database.copyIn(sql, data.getBytes(StandardCharsets.UTF_8), chunkBytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void textMayComeInAnyPieces(int chunkBytes) {
    String data = "1\tone\\ttab\\\\\t1.5\r\n2\t\\N\t\\N\r\n3\t\\x41\\102é\t3\r\n\\.\r\nignored";

    assertThat(copy("copy t from stdin", data, chunkBytes)).isEqualTo("COPY 3");
    assertThat(database.run("select * from t order by a"))
        .containsExactly("1|one\ttab\\|1.5|2", "2|||4", "3|ABé|3|6");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void csvMayComeInAnyPieces(int chunkBytes) {
    String data = "b,a\n\"x, \"\"y\"\"\nz\",1\n,2\n\"\",3\nlast,4";

    assertThat(copy("copy t (b, a) from stdin csv header", data, chunkBytes)).isEqualTo("COPY 4");
    assertThat(database.run("select a, b, b is null from t order by a"))
        .containsExactly("1|x, \"y\"\nz|f", "2||t", "3||f", "4|last|f");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 1000})
  void binaryGoesRoundTrip(int chunkBytes) {
    copy("copy t from stdin", "1\tx\t1.5\n2\t\\N\t2\n", 1000);
    byte[] binary = database.copyOut("copy t to stdout (format binary)");
    database.run("delete from t");

    assertThat(database.copyIn("copy t from stdin (format binary)", binary, chunkBytes))
        .isEqualTo("COPY 2");
    assertThat(database.run("select a, b, c from t order by a")).containsExactly("1|x|1.5", "2||2");
  }

  @Test
  void columnsLeftOutGetTheirDefaults() {
    assertThat(copy("copy t (a) from stdin where a <> 2", "1\n2\n3\n", 4)).isEqualTo("COPY 2");
    assertThat(database.run("select * from t order by a"))
        .containsExactly("1|none||2", "3|none||6");
  }

  @Test
  void errorsNameTheLineAndNothingIsLoaded() {
    assertThat(copy("copy t from stdin", "1\tx\t1\ntwo\ty\t1\n", 1000))
        .isEqualTo(
            "22P02: invalid input syntax for type integer: \"two\" | COPY t, line 2, column a:"
                + " \"two\"");
    assertThat(copy("copy t from stdin", "1\tx\t1\n2\ty\n", 1000))
        .isEqualTo("22P04: missing data for column \"c\" | COPY t, line 2: \"2\ty\"");
    assertThat(copy("copy t from stdin", "1\tx\t1\nz\ty\t1\t2\n", 1000))
        .isEqualTo("22P04: extra data after last expected column | COPY t, line 2: \"z\ty\t1\t2\"");
    assertThat(copy("copy t from stdin", "1\tx\t1\n2\tx\t1\n1\ty\t2\n", 1000))
        .isEqualTo(
            "23505: duplicate key value violates unique constraint \"t_a_key\" | COPY t, line 3");
    assertThat(database.run("select count(*) from t")).containsExactly("0");
  }

  /// PostgreSQL reads row by row: a row's constraint fails before a later line is read.
  @Test
  void errorsOfEarlierRowsComeFirst() {
    assertThat(copy("copy t from stdin", "1\tx\t-1\nbad\tx\t1\n", 1000))
        .isEqualTo(
            "23514: new row for relation \"t\" violates check constraint \"t_c_check\" | COPY t,"
                + " line 1: \"1\tx\t-1\"");
  }

  @Test
  void longLinesAreShownInPart() {
    String line = "x".repeat(99) + "é" + "y".repeat(50);

    assertThat(copy("copy t from stdin", line + "\n", 20))
        .endsWith("COPY t, line 1, column a: \"" + "x".repeat(99) + "...\"");
  }

  @Test
  void moreRowsThanOneBatchHolds() {
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      data.append(i).append("\tr\t1\n");
    }

    assertThat(copy("copy t from stdin", data.toString(), 4096)).isEqualTo("COPY 3000");
    assertThat(database.run("select count(*), sum(a), max(d) from t"))
        .containsExactly("3000|4498500|5998");
  }

  @Test
  void aBinaryRowCutShortIsAnError() {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(BinaryCopyInput.SIGNATURE);
    data.writeBytes(ByteBuffer.allocate(16).putLong(0).putShort((short) 3).putInt(4).array());

    assertThat(database.copyIn("copy t from stdin binary", data.toByteArray(), 1000))
        .isEqualTo("22P04: unexpected EOF in COPY data | COPY t, line 1, column a");
  }

  @Test
  void outputQuotesAndEscapesWhatNeedsIt() {
    database.run(
        "insert into t (a, b) values (1, E'a\\tb\\\\'), (2, 'x,\"y\"'), (3, null), (4, '')");

    assertThat(new String(database.copyOut("copy t (a, b) to stdout"), StandardCharsets.UTF_8))
        .isEqualTo("1\ta\\tb\\\\\n2\tx,\"y\"\n3\t\\N\n4\t\n");
    assertThat(
            new String(
                database.copyOut("copy (select a, b from t order by a) to stdout csv header"),
                StandardCharsets.UTF_8))
        .isEqualTo("a,b\n1,a\tb\\\n2,\"x,\"\"y\"\"\"\n3,\n4,\"\"\n");
  }
}
