package dev.omendb.sql.execute.modify;

import static dev.omendb.sql.execute.Plans.INT4;
import static dev.omendb.sql.execute.Plans.column;
import static dev.omendb.sql.execute.Plans.constant;
import static dev.omendb.sql.execute.Plans.operator;
import static dev.omendb.sql.execute.Plans.rows;
import static dev.omendb.sql.execute.Plans.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.RowLock;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.sql.execute.Tables;
import dev.omendb.sql.execute.scan.ScanFilter;
import dev.omendb.sql.execute.scan.ScanTarget;
import dev.omendb.sql.execute.scan.TableScan;
import dev.omendb.sql.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModifyTest {
  private final Tables tables = new Tables();
  private final Table table = tables.create("t", "!id integer", "n integer");
  private final Index key = tables.index(table, "t_pkey", true, false, 1);

  private final TargetTable target =
      new TargetTable(
          table,
          "public",
          Tables.layout(table),
          List.of(
              new TargetTable.Check(
                  "n_small", operator(column(1, INT4), "<", constant(INT4, "100")))),
          List.of(),
          List.of());

  private Insert insert(@Nullable OnConflict onConflict, String... lines) {
    return new Insert(
        rows(Tables.layout(table), lines),
        target,
        List.of(1, 2),
        onConflict,
        List.of(column(0, INT4), column(1, INT4)));
  }

  private List<String> all(Transaction transaction) {
    return run(new TableScan(Tables.target(table), null), tables.context(transaction));
  }

  private Update setN(Expression value, @Nullable Expression where) {
    ScanTarget scanned = Tables.targetWithRowId(table);
    return new Update(
        new TableScan(scanned, where == null ? null : new ScanFilter(where, List.of())),
        target,
        LockedTable.first(scanned),
        List.of(new Assignment(2, value)),
        where,
        false,
        List.of(column(1, INT4)));
  }

  @Test
  void insertsAndReturns() {
    try (Transaction transaction = tables.begin()) {
      Insert plan = insert(null, "1|10", "2|null");
      assertThat(run(plan, tables.context(transaction))).containsExactly("1|10", "2|null");
      assertThat(plan.affectedRows()).isEqualTo(2);
      assertThat(all(transaction)).containsExactly("1|10", "2|null");
    }
  }

  @Test
  void reportsTheFirstFailingRow() {
    try (Transaction transaction = tables.begin()) {
      assertThatThrownBy(
              () -> run(insert(null, "1|10", "null|5", "3|100"), tables.context(transaction)))
          .isInstanceOfSatisfying(
              DatabaseException.class,
              e -> {
                assertThat(e.state()).isEqualTo(SqlState.NOT_NULL_VIOLATION);
                assertThat(e)
                    .hasMessage(
                        "null value in column \"id\" of relation \"t\" violates not-null"
                            + " constraint");
                assertThat(e.detail()).isEqualTo("Failing row contains (null, 5).");
                assertThat(e.column()).isEqualTo("id");
              });
      assertThatThrownBy(
              () -> run(insert(null, "1|100", "null|5"), tables.context(transaction)))
          .isInstanceOfSatisfying(
              DatabaseException.class,
              e -> {
                assertThat(e.state()).isEqualTo(SqlState.CHECK_VIOLATION);
                assertThat(e)
                    .hasMessage(
                        "new row for relation \"t\" violates check constraint \"n_small\"");
                assertThat(e.detail()).isEqualTo("Failing row contains (1, 100).");
              });
      assertThat(all(transaction)).isEmpty();
    }
  }

  @Test
  void updatesSeeTheStatementsSnapshotOnly() {
    tables.load(table, List.of("1|1", "2|2", "3|3"));
    try (Transaction transaction = tables.begin()) {
      Expression plus = operator(column(1, INT4), "+", constant(INT4, "1"));
      Update plan = setN(plus, operator(column(1, INT4), ">", constant(INT4, "1")));
      assertThat(run(plan, tables.context(transaction))).containsExactly("3", "4");
      assertThat(plan.affectedRows()).isEqualTo(2);
      assertThat(all(transaction)).containsExactlyInAnyOrder("1|1", "2|3", "3|4");
      transaction.commit();
    }
    try (Transaction transaction = tables.begin()) {
      assertThat(all(transaction)).containsExactlyInAnyOrder("1|1", "2|3", "3|4");
    }
  }

  @Test
  void updateReadsAgainWhatWasChangedMeanwhile() {
    tables.load(table, List.of("1|1", "2|1"));
    Expression isOne = operator(column(1, INT4), "=", constant(INT4, "1"));
    Expression plus = operator(column(1, INT4), "+", constant(INT4, "10"));
    try (Transaction first = tables.begin();
        Transaction second = tables.begin()) {
      run(
          setN(
              constant(INT4, "7"),
              operator(column(0, INT4), "=", constant(INT4, "1"))),
          tables.context(first));
      first.commit();
      Update plan = setN(plus, isOne);
      assertThat(run(plan, tables.context(second))).containsExactly("11");
      assertThat(plan.affectedRows()).isEqualTo(1);
      second.commit();
    }
    try (Transaction transaction = tables.begin()) {
      assertThat(all(transaction)).containsExactlyInAnyOrder("1|7", "2|11");
    }
  }

  @Test
  void deletesOnceAndReturnsOldValues() {
    tables.load(table, List.of("1|1", "2|2", "3|3"));
    ScanTarget scanned = Tables.targetWithRowId(table);
    Expression where = operator(column(1, INT4), ">=", constant(INT4, "2"));
    try (Transaction transaction = tables.begin()) {
      Delete plan =
          new Delete(
              new TableScan(scanned, new ScanFilter(where, List.of())),
              target,
              LockedTable.first(scanned),
              where,
              List.of(column(0, INT4)));
      assertThat(run(plan, tables.context(transaction))).containsExactly("2", "3");
      assertThat(all(transaction)).containsExactly("1|1");
    }
  }

  @Test
  void locksRowsForUpdate() {
    tables.load(table, List.of("1|1", "2|2"));
    ScanTarget scanned = Tables.targetWithRowId(table);
    try (Transaction transaction = tables.begin()) {
      LockRows plan =
          new LockRows(
              new TableScan(scanned, null),
              List.of(LockedTable.first(scanned)),
              RowLock.UPDATE,
              LockWait.WAIT,
              null);
      assertThat(run(plan, tables.context(transaction))).hasSize(2);
      try (Transaction other = tables.begin()) {
        LockRows skipping =
            new LockRows(
                new TableScan(scanned, null),
                List.of(LockedTable.first(scanned)),
                RowLock.UPDATE,
                LockWait.SKIP_LOCKED,
                null);
        assertThat(run(skipping, tables.context(other))).isEmpty();
      }
    }
  }

  private OnConflict doNothing() {
    return new OnConflict(
        List.of(new OnConflict.Arbiter(key.oid(), tables.keysOf(key))), null);
  }

  private OnConflict addUp() {
    Expression sum = operator(column(1, INT4), "+", column(3, INT4));
    return new OnConflict(
        List.of(new OnConflict.Arbiter(key.oid(), tables.keysOf(key))),
        new OnConflict.Update(
            List.of(new Assignment(2, sum)),
            operator(column(1, INT4), "<", constant(INT4, "50"))));
  }

  @Test
  void onConflictDoNothingSkips() {
    tables.load(table, List.of("1|1"));
    try (Transaction transaction = tables.begin()) {
      Insert plan = insert(doNothing(), "1|5", "2|5", "2|6", "3|7");
      assertThat(run(plan, tables.context(transaction))).containsExactly("2|5", "3|7");
      assertThat(plan.affectedRows()).isEqualTo(2);
      assertThat(all(transaction)).containsExactly("1|1", "2|5", "3|7");
    }
  }

  @Test
  void onConflictUpdates() {
    tables.load(table, List.of("1|1", "2|60"));
    try (Transaction transaction = tables.begin()) {
      Insert plan = insert(addUp(), "1|5", "2|5", "9|9");
      assertThat(run(plan, tables.context(transaction))).containsExactlyInAnyOrder("1|6", "9|9");
      assertThat(plan.affectedRows()).isEqualTo(2);
      assertThat(all(transaction)).containsExactlyInAnyOrder("1|6", "2|60", "9|9");
      assertThatThrownBy(() -> run(insert(addUp(), "4|1", "4|2"), tables.context(transaction)))
          .hasMessage("ON CONFLICT DO UPDATE command cannot affect row a second time");
    }
  }

  @Test
  void onConflictSeesRowsCommittedAfterTheSnapshot() {
    try (Transaction transaction = tables.begin()) {
      assertThat(all(transaction)).isEmpty();
      tables.load(table, List.of("1|1"));
      assertThat(run(insert(addUp(), "1|5"), tables.context(transaction))).containsExactly("1|6");
      assertThat(run(insert(doNothing(), "1|5"), tables.context(transaction))).isEmpty();
    }
  }
}
