package dev.omendb.sql.plan.physical;

import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.Project;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.subquery.SubqueryRunner;
import dev.omendb.sql.expression.ArraySubquery;
import dev.omendb.sql.expression.ColumnReference;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.expression.OuterReference;
import dev.omendb.sql.expression.OuterRow;
import dev.omendb.sql.expression.RowConstructor;
import dev.omendb.sql.expression.RowSubqueryComparison;
import dev.omendb.sql.expression.SubqueryComparison;
import dev.omendb.sql.expression.SubqueryExpression;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;

/// Subqueries in expressions: a plan of its own, run by the expression.
final class SubqueryBuilder {
  private final PhysicalBuilder plans;
  private int labels;

  SubqueryBuilder(PhysicalBuilder plans) {
    this.plans = plans;
  }

  /// @param operands the call's operands: outer values, then the left side of ANY and ALL
  Expression build(
      PgOperator.Subquery subquery, List<Expression> operands, PgType type, int typmod) {
    int outerCount = subquery.arguments();
    List<Expression> outer = operands.subList(0, outerCount);
    RelNode query = plans.optimise(subquery.query());
    Operator plan = plans.buildRoot(query, subquery.correlation());
    List<Expression> references = new ArrayList<>();
    for (int i = 0; i < outerCount; i++) {
      Expression argument = outer.get(i);
      references.add(
          new OuterReference(
              subquery.correlation(), i, argument.type(), argument.typmod(),
              argument.toString()));
    }
    labels++;
    List<PgType> columns = plan.layout().types();
    boolean rows = subquery.comparisons().size() > 1;
    if (rows) {
      plan = new Project(plan, List.of(record(columns)));
    }
    SubqueryRunner runner =
        new SubqueryRunner(
            (outerCount == 0 ? "InitPlan " : "SubPlan ") + labels, plans.execution(), plan,
            references, true);
    OuterRow outerRow =
        outerCount == 0 ? null : new OuterRow(subquery.correlation(), outer);
    RowLayout layout = plan.layout();
    return switch (subquery.kind()) {
      case SCALAR ->
          new SubqueryExpression(
              SubqueryExpression.Kind.SCALAR, runner, outerRow, type, typmod);
      case EXISTS ->
          new SubqueryExpression(
              SubqueryExpression.Kind.EXISTS, runner, outerRow, type, typmod);
      case ARRAY -> new ArraySubquery(runner, outerRow, layout.types().getFirst(), type);
      case ANY, ALL -> {
        boolean all = subquery.kind() == PgOperator.SubqueryKind.ALL;
        if (rows) {
          yield new RowSubqueryComparison(
              operands.subList(outerCount, operands.size()), subquery.comparisons(), all, runner,
              columns, outerRow, type);
        }
        yield new SubqueryComparison(
              operands.get(outerCount),
              subquery.comparisons().getFirst(),
              all,
              runner,
              layout.types().getFirst(),
              outerRow,
              type);
      }
    };
  }

  /// The columns of a row subquery as one value.
  private Expression record(List<PgType> types) {
    List<Expression> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      fields.add(new ColumnReference(i, types.get(i), -1, "column" + (i + 1)));
    }
    return new RowConstructor(fields, List.of(), plans.type(TypeOids.RECORD));
  }
}
