package dev.omendb.sql.bind;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.Assignment;
import dev.omendb.sql.parse.node.ColumnTarget;
import dev.omendb.sql.parse.node.DefaultMarker;
import dev.omendb.sql.parse.node.RowConstructor;
import dev.omendb.sql.parse.node.SubqueryExpression;
import dev.omendb.sql.parse.node.Subscript;
import dev.omendb.sql.plan.rel.ModifyTarget.Assigned;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// The SET clause of UPDATE and of ON CONFLICT DO UPDATE.
final class AssignmentBinder {
  private final ModifyBinder modify;
  private final ExpressionBinder binder;

  AssignmentBinder(ModifyBinder modify, ExpressionBinder binder) {
    this.modify = modify;
    this.binder = binder;
  }

  List<Assigned> bind(List<Assignment> assignments, Table table) {
    List<Assigned> bound = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (Assignment assignment : assignments) {
      List<SqlNode> values = values(assignment);
      for (int i = 0; i < assignment.targets.size(); i++) {
        ColumnTarget target = assignment.targets.get(i);
        Column column = InsertBinder.column(table, target);
        if (!target.whole()) {
          assignElement(target, column, values.get(i), seen, bound);
          continue;
        }
        if (!seen.add(column.attnum())) {
          throw new DatabaseException(
              SqlState.SYNTAX_ERROR,
              "multiple assignments to same column \"" + column.name() + "\"");
        }
        bound.add(new Assigned(column.attnum(), value(table, column, values.get(i))));
      }
    }
    return bound;
  }

  /// `SET a[1] = 5`; several elements of one column are assigned one after the other.
  private void assignElement(
      ColumnTarget target, Column column, SqlNode node, Set<Integer> seen, List<Assigned> bound) {
    PgType type = binder.context.type((int) column.typeOid());
    if (target.field() != null || !type.isArray()) {
      throw DatabaseException.unsupported("assignment to a part of a column");
    }
    if (target.subscripts().stream().anyMatch(Subscript.Index::slice)) {
      throw DatabaseException.unsupported("assignment to an array slice");
    }
    int earlier = -1;
    for (int i = 0; i < bound.size(); i++) {
      earlier = bound.get(i).attnum() == column.attnum() ? i : earlier;
    }
    RexNode array =
        earlier >= 0
            ? bound.get(earlier).value()
            : binder.bind(new SqlIdentifier(target.name(), SqlParserPos.ZERO));
    PgRelType element =
        binder.context.relType(binder.context.type(type.info().elementOid()), column.typmod());
    RexNode value =
        modify
            .binders()
            .coercion()
            .assignment(
                binder.bind(node, Clause.UPDATE),
                element,
                column.name(),
                ExpressionBinder.position(node));
    RexNode assigned = binder.subscriptAssignment(array, target.subscripts(), value);
    seen.add(column.attnum());
    if (earlier >= 0) {
      bound.set(earlier, new Assigned(column.attnum(), assigned));
    } else {
      bound.add(new Assigned(column.attnum(), assigned));
    }
  }

  private List<SqlNode> values(Assignment assignment) {
    if (!assignment.multiple) {
      return List.of(assignment.value);
    }
    if (assignment.value instanceof RowConstructor row) {
      if (row.elements.size() != assignment.targets.size()) {
        throw countMismatch(row);
      }
      return row.elements;
    }
    if (assignment.targets.size() == 1) {
      return List.of(assignment.value);
    }
    if (assignment.value instanceof SubqueryExpression subquery
        && subquery.kind == SubqueryExpression.Kind.SCALAR) {
      return columns(subquery, assignment.targets.size());
    }
    throw new DatabaseException(
            SqlState.FEATURE_NOT_SUPPORTED,
            "source for a multiple-column UPDATE item must be a sub-SELECT or ROW() expression")
        .position(ExpressionBinder.position(assignment.value));
  }

  private static DatabaseException countMismatch(SqlNode value) {
    return new DatabaseException(
            SqlState.SYNTAX_ERROR, "number of columns does not match number of values")
        .position(ExpressionBinder.position(value));
  }

  /// The subquery's columns, each as a subquery of its own.
  private List<SqlNode> columns(SubqueryExpression subquery, int count) {
    if (binder.width(subquery.query) != count) {
      throw countMismatch(subquery);
    }
    List<String> names = IntStream.rangeClosed(1, count).mapToObj(i -> "column" + i).toList();
    List<SqlNode> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(SubqueryExpression.column(subquery, names, i));
    }
    return columns;
  }

  private RexNode value(Table table, Column column, SqlNode node) {
    if (node instanceof DefaultMarker) {
      RexNode value = new StoredExpressions(modify.binders()).defaultOf(table, column);
      return value != null
          ? value
          : binder.rex().nullConstant(binder.context.type((int) column.typeOid()));
    }
    if (column.generated() != 0 || column.identity() == 'a') {
      String kind =
          column.generated() != 0
              ? "is a generated column."
              : "is an identity column defined as GENERATED ALWAYS.";
      throw new DatabaseException(
              SqlState.GENERATED_ALWAYS,
              "column \"" + column.name() + "\" can only be updated to DEFAULT")
          .detail("Column \"" + column.name() + "\" " + kind);
    }
    return modify
        .binders()
        .coercion()
        .assignment(
            binder.bind(node, Clause.UPDATE),
            modify.type(column),
            column.name(),
            ExpressionBinder.position(node));
  }
}
