package dev.omendb.sql.command.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TemporaryTableTest {
  private final DdlDatabase database = new DdlDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aTemporaryTableHidesAPermanentOne() {
    assertThat(
            database.run(
                "CREATE TABLE t (a int); CREATE TEMP TABLE t (b int); INSERT INTO t VALUES (1);"
                    + "SELECT b FROM t; SELECT * FROM public.t; DROP TABLE t; SELECT a FROM t"))
        .containsExactly("CREATE TABLE", "CREATE TABLE", "INSERT 0 1", "1", "DROP TABLE");
  }

  @Test
  void rowsOrTablesGoWithTheTransaction() {
    database.run(
        "CREATE TEMP TABLE d (a int) ON COMMIT DROP; CREATE TEMP TABLE r (a int) ON COMMIT DELETE"
            + " ROWS; INSERT INTO d VALUES (1); INSERT INTO r VALUES (1)");
    assertThat(database.run("SELECT * FROM d"))
        .containsExactly("ERROR 42P01: relation \"d\" does not exist");
    assertThat(database.run("SELECT * FROM r")).isEmpty();
    assertThat(database.run("INSERT INTO r VALUES (1); SELECT * FROM r"))
        .containsExactly("INSERT 0 1", "1");
    assertThat(database.run("SELECT * FROM r")).isEmpty();
  }
}
