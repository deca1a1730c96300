package dev.omendb.sql.execute.window;

import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which expressions a window operator computes for each row, and in which column of its buffer
/// each ends up: after the child's columns come the partition keys, the sort keys, then what calls
/// need.
final class WindowColumns {
  private final int childWidth;
  private final List<Expression> computed = new ArrayList<>();

  WindowColumns(int childWidth) {
    this.childWidth = childWidth;
  }

  /// Registers an expression; returns its column.
  int add(Expression expression) {
    if (expression.inputColumn() >= 0) {
      return expression.inputColumn();
    }
    computed.add(expression);
    return childWidth + computed.size() - 1;
  }

  /// As [#add], -1 for null.
  int addOptional(@Nullable Expression expression) {
    return expression == null ? -1 : add(expression);
  }

  int[] addAll(List<Expression> expressions) {
    return expressions.stream().mapToInt(this::add).toArray();
  }

  List<Expression> computed() {
    return computed;
  }

  List<PgType> types() {
    return computed.stream().map(Expression::type).toList();
  }
}
