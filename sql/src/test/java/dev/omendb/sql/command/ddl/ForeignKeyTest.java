package dev.omendb.sql.command.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForeignKeyTest {
  private final DdlDatabase database = new DdlDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void keysMustBePresent() {
    database.run(
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p_id bigint REFERENCES p);"
            + "INSERT INTO p VALUES (1), (2)");
    assertThat(database.run("INSERT INTO c VALUES (1), (NULL)")).containsExactly("INSERT 0 2");
    assertThat(database.run("INSERT INTO c VALUES (2), (5000000000)"))
        .containsExactly(
            "ERROR 23503: insert or update on table \"c\" violates foreign key constraint"
                + " \"c_p_id_fkey\"",
            "DETAIL: Key (p_id)=(5000000000) is not present in table \"p\".");
    assertThat(database.run("UPDATE c SET p_id = 3 WHERE p_id = 1").getFirst())
        .startsWith("ERROR 23503: insert or update");
    assertThat(database.run("DELETE FROM p"))
        .containsExactly(
            "ERROR 23503: update or delete on table \"p\" violates foreign key constraint"
                + " \"c_p_id_fkey\" on table \"c\"",
            "DETAIL: Key (id)=(1) is still referenced from table \"c\".");
    assertThat(database.run("DELETE FROM p WHERE id = 2")).containsExactly("DELETE 1");
    assertThat(database.run("DROP TABLE p CASCADE"))
        .containsExactly(
            "NOTICE: drop cascades to constraint c_p_id_fkey on table c", "DROP TABLE");
  }

  @Test
  void actionsReachReferencingRows() {
    database.run(
        "CREATE TABLE p (id int PRIMARY KEY);CREATE TABLE a (id int PRIMARY KEY REFERENCES p ON"
            + " DELETE CASCADE ON UPDATE CASCADE);CREATE TABLE b (x int REFERENCES a ON DELETE SET"
            + " NULL ON UPDATE CASCADE);INSERT INTO p VALUES (1), (2); INSERT INTO a VALUES (1),"
            + " (2);INSERT INTO b VALUES (1), (1), (2)");
    assertThat(database.run("UPDATE p SET id = 10 WHERE id = 1; SELECT * FROM b ORDER BY x"))
        .containsExactly("UPDATE 1", "2", "10", "10");
    assertThat(database.run("DELETE FROM p WHERE id = 10; SELECT count(*), count(x) FROM b"))
        .containsExactly("DELETE 1", "3|1");
    assertThat(database.run("SELECT * FROM a")).containsExactly("2");
  }

  @Test
  void deferredChecksWaitForTheCommit() {
    database.run(
        "CREATE TABLE p (id int PRIMARY KEY);"
            + "CREATE TABLE c (x int REFERENCES p DEFERRABLE INITIALLY DEFERRED)");
    assertThat(database.run("INSERT INTO c VALUES (1); INSERT INTO p VALUES (1)"))
        .containsExactly("INSERT 0 1", "INSERT 0 1");
    assertThat(database.run("INSERT INTO c VALUES (2)"))
        .containsExactly(
            "INSERT 0 1",
            "ERROR 23503: insert or update on table \"c\" violates foreign key constraint"
                + " \"c_x_fkey\"",
            "DETAIL: Key (x)=(2) is not present in table \"p\".");
    assertThat(database.run("SELECT * FROM c")).containsExactly("1");
    assertThat(database.run("DELETE FROM p; INSERT INTO p VALUES (1)"))
        .containsExactly("DELETE 1", "INSERT 0 1");
  }

  @Test
  void aTableMayReferenceItself() {
    database.run("CREATE TABLE t (id int PRIMARY KEY, up int REFERENCES t ON DELETE CASCADE)");
    assertThat(database.run("INSERT INTO t VALUES (2, 1), (1, NULL), (3, 2)"))
        .containsExactly("INSERT 0 3");
    assertThat(database.run("DELETE FROM t WHERE id = 1; SELECT * FROM t"))
        .containsExactly("DELETE 1");
  }
}
