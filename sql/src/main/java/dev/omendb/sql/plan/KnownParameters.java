package dev.omendb.sql.plan;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import java.util.Map;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/// Puts the values of parameters into the conditions of a query, outside its subqueries.
final class KnownParameters {
  private KnownParameters() {}

  /// @param known columns of one row, by the parameter, counted from 0, that has this value
  static RelNode replace(RelNode query, Map<Integer, Column> known, PgRex rex) {
    if (known.isEmpty()) {
      return query;
    }
    RexShuttle values =
        new RexShuttle() {
          @Override
          public RexNode visitDynamicParam(RexDynamicParam parameter) {
            Column value = known.get(parameter.getIndex());
            PgRelType type = PgRelType.of(parameter.getType());
            return value == null ? parameter : rex.constant(value, type.type(), type.typmod());
          }
        };
    return query.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            RelNode visited = super.visit(node);
            return visited instanceof LogicalFilter filter ? filter.accept(values) : visited;
          }
        });
  }
}
