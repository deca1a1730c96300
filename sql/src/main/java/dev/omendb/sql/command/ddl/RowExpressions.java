package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.sql.execute.Execution;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.execute.vector.FilterCache;
import dev.omendb.sql.execute.vector.SearchWorkers;
import dev.omendb.sql.plan.PlanEnvironment;
import dev.omendb.sql.plan.SettingsEffort;
import dev.omendb.sql.plan.physical.PhysicalBuilder;
import dev.omendb.sql.type.Types;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.rex.RexNode;

/// Makes bound expressions evaluable without a query around them.
final class RowExpressions {
  private final PhysicalBuilder builder;

  RowExpressions(Catalog catalog, Types types, EvaluationContext context) {
    PlanEnvironment environment =
        new PlanEnvironment(
            catalog,
            types,
            table -> 0,
            name -> true,
            index -> {
              throw new IllegalStateException("an expression over a row reads no index");
            },
            index -> {
              throw new IllegalStateException("an expression over a row chooses no index");
            },
            table -> List.of(),
            SearchWorkers.NONE,
            new FilterCache(0),
            context,
            new SettingsEffort(),
            1);
    this.builder = new PhysicalBuilder(environment, new Execution(), UnaryOperator.identity());
  }

  static RowExpressions of(Ddl ddl) {
    return new RowExpressions(ddl.catalog(), ddl.types(), ddl.session().context());
  }

  /// Over full rows of the table.
  Expression overRow(Table table, RexNode bound) {
    return builder.fullRowExpression(table, bound);
  }

  /// Reads no row.
  Expression constant(RexNode bound) {
    return builder.constantExpression(bound);
  }
}
