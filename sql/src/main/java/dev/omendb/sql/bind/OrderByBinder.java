package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.Constant;
import dev.omendb.sql.parse.node.SortItem;
import dev.omendb.sql.plan.rex.SortKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/// ORDER BY and DISTINCT ON items: output names first, then positions, then expressions over FROM.
final class OrderByBinder {
  private final ExpressionBinder binder;
  private final SelectList list;
  private final boolean distinct;

  /// Where each key begins in the text.
  private final List<Integer> positions = new ArrayList<>();

  OrderByBinder(ExpressionBinder binder, SelectList list, boolean distinct) {
    this.binder = binder;
    this.list = list;
    this.distinct = distinct;
  }

  List<SortKey> bind(List<SortItem> items) {
    List<SortKey> keys = new ArrayList<>();
    for (SortItem item : items) {
      RexNode expression = expression(item.expression, "ORDER BY", Clause.ORDER_BY);
      keys.add(CallBinder.sortKey(expression, item));
      positions.add(ExpressionBinder.position(item.expression));
    }
    return keys;
  }

  /// Errors: 42P10 when DISTINCT ON and ORDER BY disagree, or DISTINCT sorts by something
  /// unselected.
  List<RexNode> bindDistinctOn(List<SqlNode> on, List<SortKey> sortKeys) {
    List<RexNode> expressions = new ArrayList<>();
    for (SqlNode node : on) {
      RexNode expression = expression(node, "DISTINCT ON", Clause.DISTINCT_ON);
      if (!expressions.contains(expression)) {
        expressions.add(expression);
      }
    }
    if (!expressions.isEmpty()) {
      int leading = Math.min(expressions.size(), sortKeys.size());
      for (int i = 0; i < leading; i++) {
        if (!expressions.contains(sortKeys.get(i).expression())) {
          throw new DatabaseException(
                  SqlState.INVALID_COLUMN_REFERENCE,
                  "SELECT DISTINCT ON expressions must match initial ORDER BY expressions")
              .position(ExpressionBinder.position(on.getFirst()));
        }
      }
    } else if (distinct) {
      for (int i = 0; i < sortKeys.size(); i++) {
        if (!list.expressions().contains(sortKeys.get(i).expression())) {
          throw new DatabaseException(
                  SqlState.INVALID_COLUMN_REFERENCE,
                  "for SELECT DISTINCT, ORDER BY expressions must appear in select list")
              .position(positions.get(i));
        }
      }
    }
    return expressions;
  }

  private RexNode expression(SqlNode node, String clause, Clause where) {
    if (node instanceof SqlIdentifier identifier && identifier.isSimple()) {
      List<Integer> found = list.find(identifier.getSimple());
      if (!found.isEmpty()) {
        RexNode first = list.expressions().get(found.getFirst());
        for (int index : found) {
          if (!list.expressions().get(index).equals(first)) {
            throw new DatabaseException(
                    SqlState.AMBIGUOUS_COLUMN,
                    clause + " \"" + identifier.getSimple() + "\" is ambiguous")
                .position(ExpressionBinder.position(node));
          }
        }
        return first;
      }
    }
    if (node instanceof Constant constant) {
      if (constant.isInteger()) {
        return list.expressions()
            .get(QueryBinder.ordinal(constant, list.expressions().size(), clause));
      }
      if (constant.kind == Constant.Kind.STRING || constant.kind == Constant.Kind.NUMBER) {
        throw new DatabaseException(
                SqlState.SYNTAX_ERROR, "non-integer constant in " + clause)
            .position(constant.position());
      }
    }
    return binder.bindResolved(node, where);
  }
}
