package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.Constant;
import dev.omendb.sql.parse.node.GroupingSet;
import dev.omendb.sql.parse.node.RowConstructor;
import dev.omendb.sql.plan.rex.PgRex;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/// GROUP BY items: expressions, positions and names of the select list (a column of FROM wins over
/// an output name).
final class GroupByBinder {
  private final ExpressionBinder binder;
  private final SelectList list;

  GroupByBinder(ExpressionBinder binder, SelectList list) {
    this.binder = binder;
    this.list = list;
  }

  List<RexNode> bind(List<SqlNode> items) {
    List<RexNode> keys = new ArrayList<>();
    for (SqlNode item : items) {
      if (item instanceof GroupingSet set) {
        if (set.kind != GroupingSet.Kind.EMPTY) {
          throw DatabaseException.unsupported(
              set.kind == GroupingSet.Kind.SETS ? "GROUPING SETS" : set.kind.name());
        }
        continue;
      }
      if (item instanceof RowConstructor row && !row.explicit) {
        keys.addAll(bind(row.elements));
        continue;
      }
      RexNode key = key(item);
      if (!PgRex.typeOf(key).isHashable()) {
        throw new DatabaseException(
                SqlState.UNDEFINED_FUNCTION,
                "could not identify an equality operator for type "
                    + PgRex.typeOf(key).displayName(-1))
            .position(ExpressionBinder.position(item));
      }
      if (!keys.contains(key)) {
        keys.add(key);
      }
    }
    return keys;
  }

  private RexNode key(SqlNode item) {
    if (item instanceof Constant constant) {
      if (constant.isInteger()) {
        int index =
            QueryBinder.ordinal(constant, list.expressions().size(), "GROUP BY");
        return notAggregate(index);
      }
      if (constant.kind != Constant.Kind.NULL && constant.kind != Constant.Kind.BOOLEAN) {
        throw new DatabaseException(
                SqlState.SYNTAX_ERROR, "non-integer constant in GROUP BY")
            .position(constant.position());
      }
    }
    if (item instanceof SqlIdentifier identifier
        && identifier.isSimple()
        && binder.scope().column(identifier.getSimple()) == null) {
      List<Integer> found = list.find(identifier.getSimple());
      if (!found.isEmpty()) {
        return notAggregate(found.getFirst());
      }
    }
    return binder.bindResolved(item, Clause.GROUP_BY);
  }

  /// An item of the select list.
  private RexNode notAggregate(int index) {
    RexNode expression = list.expressions().get(index);
    SelectState probe = new SelectState(List.of(expression), List.of(), List.of(), null);
    if (probe.hasAggregates()) {
      throw new DatabaseException(
              SqlState.GROUPING_ERROR, "aggregate functions are not allowed in GROUP BY")
          .position(list.positions().get(index));
    }
    return expression;
  }
}
