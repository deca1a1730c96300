package dev.omendb.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.sql.command.ddl.DdlDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiftedPlansTest {
  private final DdlDatabase database = new DdlDatabase();

  @BeforeEach
  void createTable() {
    database.run(
        "create table t (i int2, l bigint, r real, n numeric, b boolean, s text, v varchar(3))");
    database.run("insert into t values (1, 10, 0.1, 1.5, true, '7', 'abc')");
    database.run("insert into t values (2, 20, 0.5, 2, false, 'x''y', null)");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Executable planOf(String sql) {
    Session session = database.session();
    PreparedStatement statement = session.prepareSimple(session.simple(sql).getFirst());
    Executable plan = statement.executable();
    session.sync();
    return plan;
  }

  @Test
  void textsThatDifferInConstantsShareOnePlan() {
    Executable first = planOf("select s from t where l = 10");

    assertThat(planOf("select s from t where l = 20")).isSameAs(first);
    assertThat(database.run("select s from t where l = 10")).containsExactly("7");
    assertThat(database.run("select s from t where l = 20")).containsExactly("x'y");
  }

  @Test
  void ddlMakesANewPlan() {
    Executable first = planOf("select s from t where l = 10");
    database.run("create index on t (l)");

    assertThat(planOf("select s from t where l = 10")).isNotSameAs(first);
  }

  @Test
  void aTableWithAPartialIndexIsPlannedForItsConstants() {
    database.run("create index on t (l) where b");

    assertThat(planOf("select s from t where l = 10"))
        .isNotSameAs(planOf("select s from t where l = 20"));
  }

  @Test
  void timesThatMoveAreReadEachTime() {
    database.run("create table moments (at timestamptz)");
    database.run("insert into moments values ('now'), ('2000-01-01')");
    database.run("insert into moments values ('now'), ('2000-01-01')");

    assertThat(database.run("select count(distinct at) from moments")).containsExactly("3");
    assertThat(database.run("select bool_and(at <= now()) from moments")).containsExactly("t");
  }

  /// Each twice: the second time the decision of the first is known.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "select i from t where i = 70000; ",
        "select i from t where i < 3000000000 order by i; 1,2",
        "select i from t where r = 0.1; ",
        "select i from t where r = 0.5; 2",
        "select i from t where n = 2; 2",
        "select i from t where n in (1.50, 3); 1",
        "select i from t where s = 'x''y'; 2",
        "select i from t where b = 'yes'; 1",
        "select i from t where l between 5 and 15; 1",
        "select x + 1 from (values (1), (2)) q (x); 2,3",
        "insert into t (i) values (2.5) returning i; 3",
        "insert into t (s) values (5) returning s; 5",
        "select count(*) from t where 1 = 0; 0",
        "select i from t where l = 39990 + i * -19980 or l = 32767 + i; ",
        "select i from t where 32767 + i > 32767 and 32766 + i > 32767 order by i; 2",
        "select v.x from t right join (values (1), (3)) v (x) on v.x = t.i order by 1 desc; 3,1",
        "select '6 years'::interval > '5'::interval year; t",
        "select s from t where interval '3 days' < '5'::interval day and i = 1; 7",
        "select i from t where l in (values (10), (20) order by 1 limit 1); 1",
      })
  void meaningIsThatOfTheOriginal(String sql, String rows) {
    String expected = rows == null ? "" : rows;

    assertThat(String.join(",", database.run(sql))).isEqualTo(expected);
    assertThat(String.join(",", database.run(sql))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "insert into t (b) values (1); 42804",
        "select 1 from t where s = 7; 42883",
        "select 1 from t where l = 'seven'; 22P02",
        "insert into t (v) values ('long'); 22001",
        "insert into t (i) values (70000); 22003",
        "select 1 from t where nosuch = 7; 42703",
      })
  void errorsAreThoseOfTheOriginal(String sql, String sqlState) {
    assertThat(database.run(sql).getFirst()).startsWith("ERROR " + sqlState);
    assertThat(database.run(sql).getFirst()).startsWith("ERROR " + sqlState);
  }
}
