package dev.omendb.sql.command.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlterTableTest {
  private final DdlDatabase database = new DdlDatabase();

  @BeforeEach
  void table() {
    database.run(
        "CREATE TABLE t (a int PRIMARY KEY, b text, CHECK (a > 0));"
            + "INSERT INTO t VALUES (1, '10'), (2, NULL)");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void oldRowsHaveANewColumnsDefault() {
    assertThat(
            database.run(
                "ALTER TABLE t ADD c int NOT NULL DEFAULT 7, ADD COLUMN d text; "
                    + "INSERT INTO t (a) VALUES (3); SELECT * FROM t ORDER BY a"))
        .containsExactly("ALTER TABLE", "INSERT 0 1", "1|10|7|", "2||7|", "3||7|");
    assertThat(database.run("ALTER TABLE t ADD e int NOT NULL"))
        .containsExactly("ERROR 23502: column \"e\" of relation \"t\" contains null values");
    assertThat(database.run("ALTER TABLE t DROP COLUMN b, DROP c; SELECT * FROM t ORDER BY a"))
        .containsExactly("ALTER TABLE", "1|", "2|", "3|");
    assertThat(database.run("INSERT INTO t VALUES (4, 'd'); SELECT d FROM t WHERE a = 4"))
        .containsExactly("INSERT 0 1", "d");
  }

  @Test
  void aGeneratedColumnIsComputedForOldRows() {
    assertThat(
            database.run(
                "ALTER TABLE t ADD c int GENERATED ALWAYS AS (a * 2) STORED;"
                    + "SELECT * FROM t ORDER BY a"))
        .containsExactly("ALTER TABLE", "1|10|2", "2||4");
    assertThat(database.run("INSERT INTO t VALUES (1)").getFirst()).startsWith("ERROR 23505");
  }

  @Test
  void aTypeChangesWithItsRowsAndIndexes() {
    assertThat(database.run("ALTER TABLE t ALTER b TYPE int"))
        .containsExactly(
            "ERROR 42804: column \"b\" cannot be cast automatically to type integer",
            "HINT: You might need to specify \"USING b::integer\".");
    assertThat(
            database.run(
                "CREATE INDEX ON t (b); ALTER TABLE t ALTER b TYPE int USING b::int, "
                    + "ALTER a TYPE bigint; SELECT a + 5000000000, b + 1 FROM t ORDER BY a"))
        .containsExactly("CREATE INDEX", "ALTER TABLE", "5000000001|11", "5000000002|");
    assertThat(database.run("SELECT a FROM t WHERE b = 10")).containsExactly("1");
    assertThat(database.run("INSERT INTO t VALUES (2)").getFirst()).startsWith("ERROR 23505");
    assertThat(database.run("INSERT INTO t VALUES (0)").getFirst()).startsWith("ERROR 23514");
  }

  @Test
  void constraintsAreVerifiedAndNamed() {
    assertThat(database.run("ALTER TABLE t ADD CHECK (a < 2)"))
        .containsExactly(
            "ERROR 23514: check constraint \"t_a_check1\" of relation \"t\" is violated by some"
                + " row");
    assertThat(database.run("ALTER TABLE t ALTER b SET NOT NULL"))
        .containsExactly("ERROR 23502: column \"b\" of relation \"t\" contains null values");
    assertThat(
            database.run(
                "ALTER TABLE t ADD CONSTRAINT u UNIQUE (b); ALTER TABLE t DROP CONSTRAINT u;"
                    + "ALTER TABLE t DROP CONSTRAINT IF EXISTS u"))
        .containsExactly(
            "ALTER TABLE",
            "ALTER TABLE",
            "NOTICE: constraint \"u\" of relation \"t\" does not exist, skipping",
            "ALTER TABLE");
    assertThat(
            database.run(
                "CREATE TABLE c (x int); INSERT INTO c VALUES (9);"
                    + "ALTER TABLE c ADD FOREIGN KEY (x) REFERENCES t"))
        .contains("DETAIL: Key (x)=(9) is not present in table \"t\".");
  }

  @Test
  void renamesReachStoredExpressions() {
    assertThat(
            database.run(
                "CREATE INDEX i ON t (lower(b)) WHERE a > 1; ALTER TABLE t RENAME a TO \"A b\";"
                    + "ALTER TABLE t RENAME b TO z; ALTER TABLE t RENAME TO u;"
                    + "INSERT INTO u VALUES (3, 'X'); SELECT * FROM u WHERE \"A b\" = 3"))
        .containsExactly(
            "CREATE INDEX", "ALTER TABLE", "ALTER TABLE", "ALTER TABLE", "INSERT 0 1", "3|X");
    assertThat(database.run("INSERT INTO u VALUES (-1)").getFirst()).startsWith("ERROR 23514");
  }
}
