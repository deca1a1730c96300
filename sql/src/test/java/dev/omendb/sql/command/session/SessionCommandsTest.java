package dev.omendb.sql.command.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.sql.command.ddl.DdlDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionCommandsTest {
  private final DdlDatabase database = new DdlDatabase();

  @BeforeEach
  void createTable() {
    run("create table t (a int primary key, b text)");
    run("insert into t select i, 'r' || i from generate_series(1, 5) i");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<String> run(String sql) {
    return database.run(sql);
  }

  @Test
  void transactionsBeginAndEndWithPostgresTagsAndWarnings() {
    assertThat(run("begin")).containsExactly("BEGIN");
    assertThat(run("start transaction"))
        .containsExactly(
            "WARNING: there is already a transaction in progress", "START TRANSACTION");
    assertThat(run("select 1/0")).first().asString().startsWith("ERROR 22012");
    assertThat(run("select 1")).first().asString().startsWith("ERROR 25P02");
    assertThat(run("commit")).containsExactly("ROLLBACK");
    assertThat(run("rollback"))
        .containsExactly("WARNING: there is no transaction in progress", "ROLLBACK");
  }

  @Test
  void aFailedStatementLeavesWhatItsSavepointHad() {
    run("begin");
    run("update t set b = 'kept' where a = 1");
    run("savepoint s");
    run("update t set b = 'lost' where a = 2");
    run("select 1/0");
    assertThat(run("rollback to s")).containsExactly("ROLLBACK");
    assertThat(run("release s")).containsExactly("RELEASE");
    assertThat(run("commit")).containsExactly("COMMIT");
    assertThat(run("select b from t where a < 3 order by a")).containsExactly("kept", "r2");
  }

  @Test
  void settingsFollowTheirTransaction() {
    run("begin");
    run("set local work_mem = '8MB'");
    assertThat(run("show work_mem")).containsExactly("8MB");
    run("commit");
    assertThat(run("show work_mem")).containsExactly("64MB");
    run("set search_path = \"$user\", Public, 'Odd'");
    assertThat(run("show search_path")).containsExactly("\"$user\", public, \"Odd\"");
    assertThat(run("begin isolation level repeatable read; show transaction_isolation; commit"))
        .containsExactly("BEGIN", "repeatable read", "COMMIT");
  }

  @Test
  void cursorsMoveInAllDirections() {
    run("begin");
    run("declare c scroll cursor for select a from t order by a");
    assertThat(run("fetch last from c")).containsExactly("5");
    assertThat(run("fetch relative -2 from c")).containsExactly("3");
    assertThat(run("fetch backward all from c")).containsExactly("2", "1");
    assertThat(run("move forward 2 in c")).containsExactly("MOVE 2");
    assertThat(run("fetch all from c")).containsExactly("3", "4", "5");
    assertThat(run("fetch absolute 9 from c")).isEmpty();
    assertThat(run("fetch prior from c")).containsExactly("5");
    run("declare n no scroll cursor for select a from t order by a");
    assertThat(run("fetch 2 from n")).containsExactly("1", "2");
    assertThat(run("fetch prior from n")).first().asString().startsWith("ERROR 55000");
    run("rollback");
    assertThat(run("fetch c")).containsExactly("ERROR 34000: cursor \"c\" does not exist");
  }

  @Test
  void aCursorWithHoldOutlivesItsTransaction() {
    run("begin");
    run("declare h no scroll cursor with hold for select a from t order by a");
    assertThat(run("fetch 2 from h")).containsExactly("1", "2");
    run("delete from t where a = 4");
    run("commit");
    assertThat(run("fetch all from h")).containsExactly("3", "4", "5");
    assertThat(run("close h")).containsExactly("CLOSE CURSOR");
  }

  @Test
  void preparedStatementsTakeConvertedArguments() {
    run("prepare p (int) as select b from t where a = $1");
    assertThat(run("execute p (1 + 1)")).containsExactly("r2");
    assertThat(run("execute p ('3')")).containsExactly("r3");
    assertThat(run("execute p (1, 2)"))
        .containsExactly(
            "ERROR 42601: wrong number of parameters for prepared statement \"p\"",
            "DETAIL: Expected 1 parameters but got 2.");
    assertThat(run("deallocate p")).containsExactly("DEALLOCATE");
    assertThat(run("execute p (1)"))
        .containsExactly("ERROR 26000: prepared statement \"p\" does not exist");
  }

  @Test
  void notificationsComeAtCommitAndOnce() {
    run("listen news");
    run("begin");
    assertThat(run("notify news, 'a'")).containsExactly("NOTIFY");
    run("select pg_notify('news', 'a')");
    run("savepoint s");
    run("notify news, 'undone'");
    run("rollback to s");
    run("notify news, 'released'");
    run("release s");
    run("savepoint t");
    run("rollback to t");
    assertThat(run("commit"))
        .containsExactlyInAnyOrder("COMMIT", "NOTIFICATION news: a", "NOTIFICATION news: released");
    run("begin");
    run("notify news, 'b'");
    assertThat(run("rollback")).containsExactly("ROLLBACK");
    assertThat(run("select pg_listening_channels()")).containsExactly("news");
    run("unlisten *");
    assertThat(run("notify news, 'c'")).containsExactly("NOTIFY");
  }

  @Test
  void explainPrintsThePlanAndRunsItOnlyForAnalyze() {
    assertThat(run("explain (costs off) delete from t")).first().isEqualTo("Delete on t");
    assertThat(run("select count(*) from t")).containsExactly("5");
    assertThat(run("explain (analyze, costs off, timing off) delete from t where a = 1"))
        .anyMatch(line -> line.startsWith("Execution Time: "));
    assertThat(run("select count(*) from t")).containsExactly("4");
    assertThat(run("explain (nonsense) select 1"))
        .containsExactly("ERROR 42601: unrecognized EXPLAIN option \"nonsense\"");
  }

  @Test
  void vacuumRunsOutsideTransactionsOnly() {
    assertThat(run("vacuum analyze t")).containsExactly("VACUUM");
    run("begin");
    assertThat(run("vacuum"))
        .containsExactly("ERROR 25001: VACUUM cannot run inside a transaction block");
    run("rollback");
  }
}
