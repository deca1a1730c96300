package dev.omendb.sql.execute.subquery;

import static dev.omendb.sql.execute.Plans.BOOL;
import static dev.omendb.sql.execute.Plans.INT4;
import static dev.omendb.sql.execute.Plans.TEXT;
import static dev.omendb.sql.execute.Plans.column;
import static dev.omendb.sql.execute.Plans.constant;
import static dev.omendb.sql.execute.Plans.drain;
import static dev.omendb.sql.execute.Plans.operator;
import static dev.omendb.sql.execute.Plans.rows;
import static dev.omendb.sql.execute.Plans.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.execute.Execution;
import dev.omendb.sql.execute.Filter;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.PlanInstance;
import dev.omendb.sql.execute.Plans;
import dev.omendb.sql.execute.Project;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.UnionAll;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.expression.OuterReference;
import dev.omendb.sql.expression.OuterRow;
import dev.omendb.sql.expression.SubqueryExpression;
import dev.omendb.sql.function.TestContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubqueryTest {
  private static final RowLayout ONE = RowLayout.of(INT4);
  private static final RowLayout TWO = RowLayout.of(INT4, TEXT);

  private final Execution execution = new Execution();

  private List<String> execute(Operator root) {
    PlanInstance plan = new PlanInstance(root, List.of(), List.of(), execution);
    List<String> lines = new ArrayList<>();
    plan.open(new TestContext());
    try {
      for (Batch batch = plan.next(); batch != null; batch = plan.next()) {
        for (int row = 0; row < batch.size(); row++) {
          lines.add(Plans.text(root.layout(), batch, row));
        }
      }
    } finally {
      plan.close();
    }
    return lines;
  }

  @Test
  void uncorrelatedRunsOnceForEachExecution() {
    Plans.Rows inner = rows(ONE, "42");
    SubqueryRunner runner = new SubqueryRunner("InitPlan 1", execution, inner, List.of(), true);
    Expression value =
        new SubqueryExpression(SubqueryExpression.Kind.SCALAR, runner, null, INT4, -1);
    Operator plan =
        new Project(rows(ONE, 1, List.of("1", "2", "3")), List.of(column(0, INT4), value));
    assertThat(execute(plan)).containsExactly("1|42", "2|42", "3|42");
    assertThat(inner.opened).isEqualTo(1);
    assertThat(execute(plan)).hasSize(3);
    assertThat(inner.opened).isEqualTo(2);
  }

  @Test
  void correlatedRunsOnceForEachDifferentValue() {
    Expression outer = new OuterReference(1, 0, INT4, -1, "o");
    Plans.Rows inner = rows(TWO, "1|a", "2|b");
    Operator matching =
        new Project(
            new Filter(inner, operator(column(0, INT4), "=", outer)), List.of(column(1, TEXT)));
    SubqueryRunner runner =
        new SubqueryRunner("SubPlan 1", execution, matching, List.of(outer), true);
    OuterRow row = new OuterRow(1, List.of(column(0, INT4)));
    Expression scalar =
        new SubqueryExpression(SubqueryExpression.Kind.SCALAR, runner, row, TEXT, -1);
    Operator plan =
        new Project(
            rows(ONE, 2, List.of("1", "2", "1", "3", "null", "2")),
            List.of(column(0, INT4), scalar));
    assertThat(execute(plan)).containsExactly("1|a", "2|b", "1|a", "3|null", "null|null", "2|b");
    assertThat(inner.opened).isEqualTo(4);
  }

  @Test
  void existsStopsAtTheFirstRow() {
    SubqueryRunner runner =
        new SubqueryRunner(
            "InitPlan 1", execution, rows(ONE, 1, List.of("1", "2")), List.of(), true);
    Expression exists =
        new SubqueryExpression(SubqueryExpression.Kind.EXISTS, runner, null, BOOL, -1);
    assertThat(execute(new Project(rows(ONE, "1"), List.of(exists)))).containsExactly("t");
  }

  @Test
  void twoRowsAreNotAValue() {
    SubqueryRunner runner =
        new SubqueryRunner("InitPlan 1", execution, rows(ONE, "1", "2"), List.of(), true);
    Expression scalar =
        new SubqueryExpression(SubqueryExpression.Kind.SCALAR, runner, null, INT4, -1);
    assertThatThrownBy(() -> execute(new Project(rows(ONE, "1"), List.of(scalar))))
        .hasMessage("more than one row returned by a subquery used as an expression");
  }

  @Test
  void withItemsAreComputedOnceAndShared() {
    Plans.Rows source = rows(ONE, 1, List.of("1", "2", "3"));
    CteBuffer item = new CteBuffer("x", source, false);
    Operator plan =
        new With(List.of(item), new UnionAll(List.of(new CteScan(item), new CteScan(item))));
    assertThat(execute(plan)).containsExactly("1", "2", "3", "1", "2", "3");
    assertThat(source.opened).isEqualTo(1);
  }

  @Test
  void recursionEndsWhenNothingIsFound() {
    WorkTable table = new WorkTable("t", ONE);
    Operator step =
        new Project(
            new Filter(
                new WorkTableScan(table), operator(column(0, INT4), "<", constant(INT4, "5"))),
            List.of(operator(column(0, INT4), "+", constant(INT4, "1"))));
    Operator plan = new RecursiveUnion(rows(ONE, "1"), step, table, true);
    assertThat(run(plan)).containsExactly("1", "2", "3", "4", "5");
    Operator cycle =
        new Project(
            new WorkTableScan(table),
            List.of(operator(column(0, INT4), "%", constant(INT4, "3"))));
    Operator distinct = new RecursiveUnion(rows(ONE, "5", "1"), cycle, table, false);
    assertThat(run(distinct)).containsExactly("5", "1", "2");
    plan.open(new TestContext());
    assertThat(drain(plan)).hasSize(5);
  }
}
