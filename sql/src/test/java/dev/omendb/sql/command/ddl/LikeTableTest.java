package dev.omendb.sql.command.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.catalog.CatalogObject.Table;
import org.junit.jupiter.api.Test;

class LikeTableTest {
  @Test
  void whatIsIncludedIsCopied() {
    try (DdlDatabase database = new DdlDatabase()) {
      database.run(
          "CREATE TABLE s (a int PRIMARY KEY CHECK (a > 0), b text DEFAULT 'x' UNIQUE,"
              + " c int GENERATED ALWAYS AS (a + 1) STORED); ALTER TABLE s DROP b;"
              + "ALTER TABLE s ADD b text DEFAULT 'x' UNIQUE");
      assertThat(
              database.run(
                  "CREATE TABLE p (z int, LIKE s);"
                      + "CREATE TABLE f (LIKE s INCLUDING ALL); INSERT INTO f (a) VALUES (1);"
                      + "SELECT a, b, c FROM f"))
          .containsExactly("CREATE TABLE", "CREATE TABLE", "INSERT 0 1", "1|x|2");
      assertThat(database.run("INSERT INTO f (a, b) VALUES (2, 'x')").getFirst())
          .contains("\"f_b_key\"");
      assertThat(database.run("INSERT INTO f (a) VALUES (-1)").getFirst())
          .contains("\"s_a_check\"");
      Table plain = (Table) database.catalog().relation(2200, "p").orElseThrow();
      assertThat(plain.constraints()).isEmpty();
      assertThat(plain.column("a").orElseThrow().notNull()).isTrue();
      assertThat(plain.column("b").orElseThrow().defaultSql()).isNull();
    }
  }
}
