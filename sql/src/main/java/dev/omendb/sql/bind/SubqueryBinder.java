package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.parse.node.Quantified;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.RowConstructor;
import dev.omendb.sql.parse.node.SubqueryExpression;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgOperator.SubqueryKind;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/// Subqueries in expressions.
final class SubqueryBinder {
  private final ExpressionBinder binder;

  SubqueryBinder(ExpressionBinder binder) {
    this.binder = binder;
  }

  RexNode bind(SubqueryExpression node) {
    Correlation correlation = new Correlation(binder.rex(), binder);
    BoundQuery query = bindQuery(node.query, correlation);
    return switch (node.kind) {
      case EXISTS ->
          call(
              SubqueryKind.EXISTS, query.rel(), correlation, List.of(),
              binder.rex().types().booleanType(), List.of());
      case SCALAR -> {
        OutputColumn column = onlyColumn(query, "subquery must return only one column");
        yield call(
            SubqueryKind.SCALAR, query.rel(), correlation, List.of(), column.type(), List.of());
      }
      case ARRAY -> {
        OutputColumn column = onlyColumn(query, "subquery must return only one column");
        PgType element = column.type().type();
        int array = element.isArray() ? element.oid() : element.info().arrayOid();
        if (array == 0) {
          throw new DatabaseException(
              SqlState.UNDEFINED_OBJECT,
              "could not find array type for data type " + element.displayName(-1));
        }
        yield call(
            SubqueryKind.ARRAY, query.rel(), correlation, List.of(),
            binder.context.relType(array), List.of());
      }
    };
  }

  /// How many columns a query has.
  int width(QueryExpression query) {
    return bindQuery(query, new Correlation(binder.rex(), binder)).columns().size();
  }

  /// `x op ANY|ALL (query)`, also for rows on the left.
  RexNode quantified(Quantified node) {
    Correlation correlation = new Correlation(binder.rex(), binder);
    BoundQuery query = bindQuery((QueryExpression) node.right, correlation);
    List<RexNode> left =
        node.left instanceof RowConstructor row
            ? binder.bindAll(row.elements)
            : List.of(binder.bind(node.left));
    if (left.size() != query.columns().size()) {
      throw new DatabaseException(
              SqlState.SYNTAX_ERROR,
              left.size() > query.columns().size()
                  ? "subquery has too few columns"
                  : "subquery has too many columns")
          .position(node.position());
    }
    List<Function> comparisons = new ArrayList<>();
    List<RexNode> operands = new ArrayList<>();
    List<RexNode> projected = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      PgRelType column = query.columns().get(i).type();
      OperatorResolver.Chosen chosen =
          binder
              .binders
              .operators()
              .resolve(
                  node.schema, node.operator, PgRex.typeOf(left.get(i)), column.type(),
                  node.position());
      comparisons.add(chosen.operator().implementation());
      operands.add(binder.binders.coercion().implicit(left.get(i), chosen.left()));
      projected.add(
          binder.binders.coercion().implicit(new RexInputRef(i, column), chosen.right()));
    }
    RexNode result =
        call(
            node.all ? SubqueryKind.ALL : SubqueryKind.ANY,
            project(query, projected),
            correlation,
            operands,
            binder.rex().types().booleanType(),
            comparisons);
    return node.negated ? binder.rex().not(result) : result;
  }

  private RelNode project(BoundQuery query, List<RexNode> expressions) {
    List<String> names = query.columns().stream().map(OutputColumn::name).toList();
    return LogicalProject.create(
        query.rel(), List.of(), expressions, names, java.util.Set.of());
  }

  private BoundQuery bindQuery(QueryExpression query, Correlation correlation) {
    return new QueryBinder(binder.binders, correlation, binder.ctes()).bind(query);
  }

  private static OutputColumn onlyColumn(BoundQuery query, String message) {
    if (query.columns().size() != 1) {
      throw new DatabaseException(SqlState.SYNTAX_ERROR, message);
    }
    return query.columns().getFirst();
  }

  private RexNode call(
      SubqueryKind kind,
      RelNode query,
      Correlation correlation,
      List<RexNode> left,
      PgRelType type,
      List<Function> comparisons) {
    List<RexNode> operands = new ArrayList<>(correlation.arguments());
    operands.addAll(left);
    return binder
        .rex()
        .call(
            new PgOperator.Subquery(
                kind, query, correlation.id(), correlation.arguments().size(), comparisons),
            type,
            operands);
  }
}
