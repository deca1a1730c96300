package dev.omendb.sql.command.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.catalog.CatalogObject.View;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewTest {
  private final DdlDatabase database = new DdlDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aViewKeepsItsColumnsAndTables() {
    database.run(
        "CREATE TABLE t (a int, \"B c\" text); CREATE TABLE u (a int, d int);INSERT INTO t VALUES"
            + " (1, 'x'); INSERT INTO u VALUES (1, 2);CREATE VIEW v AS SELECT * FROM t JOIN (SELECT"
            + " a AS k, u.* FROM u) s (k, l) ON k = t.a");
    assertThat(view("v").querySql())
        .isEqualTo(
            "SELECT t.a, t.\"B c\", s.* FROM public.t JOIN (SELECT a AS k, u.a, u.d FROM public.u)"
                + " s (k, l) ON k = t.a");
    assertThat(
            database.run(
                "ALTER TABLE t ADD z int; ALTER TABLE u ADD z int; SELECT * FROM v;"
                    + "ALTER TABLE t RENAME TO t2; CREATE SCHEMA s2; ALTER TABLE u SET SCHEMA s2;"
                    + "ALTER SCHEMA s2 RENAME TO s3; SELECT * FROM v"))
        .containsExactly(
            "ALTER TABLE", "ALTER TABLE", "1|x|1|1|2", "ALTER TABLE", "CREATE SCHEMA",
            "ALTER TABLE", "ALTER SCHEMA", "1|x|1|1|2");
    assertThat(database.run("DROP SCHEMA s3 CASCADE"))
        .containsExactly(
            "NOTICE: drop cascades to 2 other objects",
            "DETAIL: drop cascades to table s3.u\ndrop cascades to view v",
            "DROP SCHEMA");
  }

  @Test
  void queriesBecomeTables() {
    assertThat(
            database.run(
                "CREATE TABLE t (x, y) AS SELECT 1, 'a'; SELECT x + 1 AS n INTO u FROM t;"
                    + "CREATE TABLE e AS SELECT * FROM t WITH NO DATA; SELECT * FROM t, u;"
                    + "CREATE TABLE IF NOT EXISTS e AS SELECT 1"))
        .containsExactly(
            "SELECT 1",
            "SELECT 1",
            "CREATE TABLE AS",
            "1|a|2",
            "NOTICE: relation \"e\" already exists, skipping",
            "CREATE TABLE AS");
  }

  private View view(String name) {
    return (View) database.catalog().relation(2200, name).orElseThrow();
  }
}
