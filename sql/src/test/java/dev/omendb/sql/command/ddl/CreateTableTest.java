package dev.omendb.sql.command.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.catalog.CatalogObject.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CreateTableTest {
  private final DdlDatabase database = new DdlDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aSerialColumnOwnsItsSequence() {
    assertThat(database.run("CREATE TABLE t (id serial PRIMARY KEY, a text DEFAULT 'x')"))
        .containsExactly("CREATE TABLE");
    assertThat(table("t").column("id").orElseThrow().defaultSql())
        .isEqualTo("nextval('public.t_id_seq'::regclass)");
    assertThat(table("t").column("a").orElseThrow().defaultSql()).isEqualTo("'x'::text");
    assertThat(database.run("DROP SEQUENCE t_id_seq"))
        .containsExactly(
            "ERROR 2BP01: cannot drop sequence t_id_seq because other objects depend on it",
            "DETAIL: default value for column id of table t depends on sequence t_id_seq",
            "HINT: Use DROP ... CASCADE to drop the dependent objects too.");
    assertThat(database.run("DROP TABLE t")).containsExactly("DROP TABLE");
    assertThat(database.catalog().relation(2200, "t_id_seq")).isEmpty();
    assertThat(database.catalog().relation(2200, "t_pkey")).isEmpty();
  }

  @Test
  void constraintsGetPostgresNamesAndText() {
    assertThat(
            database.run(
                "CREATE TABLE t (a int CHECK (a > 0), b numeric(4,1) DEFAULT 1.25 UNIQUE, "
                    + "c int DEFAULT 1 + 2, CHECK (a < c), UNIQUE (a, c))"))
        .containsExactly("CREATE TABLE");
    assertThat(table("t").constraints())
        .extracting(c -> c.name() + " " + c.checkSql())
        .containsExactly(
            "t_a_check (a > 0)", "t_check (a < c)", "t_b_key null", "t_a_c_key null");
    assertThat(table("t").column("b").orElseThrow().defaultSql()).isEqualTo("1.25");
    assertThat(table("t").column("c").orElseThrow().defaultSql()).isEqualTo("(1 + 2)");
    assertThat(database.run("INSERT INTO t (a) VALUES (0)").getFirst())
        .isEqualTo(
            "ERROR 23514: new row for relation \"t\" violates check constraint \"t_a_check\"");
    assertThat(database.run("INSERT INTO t (a) VALUES (1); SELECT * FROM t"))
        .containsExactly("INSERT 0 1", "1|1.3|3");
  }

  @Test
  void indexesOverExpressionsFindDuplicates() {
    database.run("CREATE TABLE t (a text, b int)");
    assertThat(
            database.run(
                "CREATE UNIQUE INDEX ON t (lower(a)) WHERE b > 0; "
                    + "INSERT INTO t VALUES ('X', 1), ('x', 0)"))
        .containsExactly("CREATE INDEX", "INSERT 0 2");
    assertThat(database.run("INSERT INTO t VALUES ('x', 2)"))
        .containsExactly(
            "ERROR 23505: duplicate key value violates unique constraint \"t_lower_idx\"",
            "DETAIL: Key (lower(a))=(x) already exists.");
  }

  private Table table(String name) {
    return (Table) database.catalog().relation(2200, name).orElseThrow();
  }
}
