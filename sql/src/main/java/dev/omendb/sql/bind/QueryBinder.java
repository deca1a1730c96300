package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.Constant;
import dev.omendb.sql.parse.node.DefaultMarker;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.SelectBlock;
import dev.omendb.sql.parse.node.SetOperation;
import dev.omendb.sql.parse.node.SortItem;
import dev.omendb.sql.parse.node.ValuesBlock;
import dev.omendb.sql.plan.rel.CommonTableRel;
import dev.omendb.sql.plan.rel.PgSort;
import dev.omendb.sql.plan.rel.RowsScan;
import dev.omendb.sql.plan.rex.SortKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Binds queries: WITH, set operations, VALUES, ORDER BY and LIMIT; a SELECT block itself is
/// [SelectBinder]'s.
public final class QueryBinder {
  /// Scope name of the hidden row id: no identifier a user can write begins with a blank… unless
  /// quoted, and then it finds nothing but a number.
  static final String ROW_ID = " rowid";

  /// Views within views.
  private static final int MAX_VIEW_DEPTH = 100;

  private final Binders binders;
  private final BindContext context;
  private final @Nullable Correlation outer;
  private final CteScope ctes;
  private final int depth;
  private final List<CommonTableRel> modifying = new ArrayList<>();

  QueryBinder(Binders binders, @Nullable Correlation outer, CteScope ctes) {
    this(binders, outer, ctes, 0);
  }

  QueryBinder(Binders binders, @Nullable Correlation outer, CteScope ctes, int depth) {
    this.binders = binders;
    this.context = binders.context();
    this.outer = outer;
    this.ctes = ctes;
    this.depth = depth;
  }

  int depth() {
    return depth;
  }

  void enterView(String name) {
    if (depth > MAX_VIEW_DEPTH) {
      throw new DatabaseException(
          SqlState.INVALID_OBJECT_DEFINITION,
          "infinite recursion detected in rules for relation \"" + name + "\"");
    }
  }

  /// WITH items that write, in order; the statement runs them first.
  List<CommonTableRel> modifying() {
    return modifying;
  }

  BoundQuery bind(QueryExpression query) {
    return bind(query, false);
  }

  /// @param keepUnknown leave untyped literals untyped: INSERT and set operations decide
  BoundQuery bind(QueryExpression query, boolean keepUnknown) {
    CteScope visible = ctes;
    if (query.with != null) {
      WithBinder with = new WithBinder(binders, outer);
      visible = with.bind(query.with, ctes, query);
      modifying.addAll(with.modifying());
    }
    QueryBinder inner = visible == ctes ? this : new QueryBinder(binders, outer, visible, depth);
    BoundQuery bound;
    if (query.body instanceof SelectBlock block) {
      bound = new SelectBinder(binders, outer, visible, inner).bind(block, query, keepUnknown);
    } else {
      bound = inner.bindBody(query.body, keepUnknown);
      bound = inner.sorted(bound, query);
    }
    return bound;
  }

  /// A SELECT, VALUES, set operation or parenthesised query without clauses of this level.
  BoundQuery bindBody(SqlNode body, boolean keepUnknown) {
    return switch (body) {
      case QueryExpression nested -> bind(nested, keepUnknown);
      case SelectBlock block ->
          new SelectBinder(binders, outer, ctes, this).bind(block, null, keepUnknown);
      case ValuesBlock values -> values(values, keepUnknown);
      case SetOperation operation ->
          new SetOperationBinder(binders)
              .bind(
                  operation, bindBody(operation.left, true), bindBody(operation.right, true));
      default -> throw DatabaseException.unsupported(body.getClass().getSimpleName());
    };
  }

  /// One row without columns: SELECT without FROM.
  RelNode oneRow() {
    return new RowsScan(
        context.cluster(), context.rex().types().builder().build(), List.of(List.of()));
  }

  private BoundQuery values(ValuesBlock block, boolean keepUnknown) {
    int width = block.rows.getFirst().size();
    ExpressionBinder binder =
        new ExpressionBinder(binders, Scope.EMPTY, outer, List.of(), ctes);
    List<List<RexNode>> rows = new ArrayList<>();
    for (List<SqlNode> row : block.rows) {
      if (row.size() != width) {
        throw new DatabaseException(
                SqlState.SYNTAX_ERROR, "VALUES lists must all be the same length")
            .position(row.isEmpty() ? 0 : ExpressionBinder.position(row.getFirst()));
      }
      List<RexNode> bound = new ArrayList<>();
      for (SqlNode node : row) {
        if (node instanceof DefaultMarker) {
          throw new DatabaseException(
                  SqlState.SYNTAX_ERROR, "DEFAULT is not allowed in this context")
              .position(ExpressionBinder.position(node));
        }
        bound.add(binder.bind(node, Clause.VALUES));
      }
      rows.add(bound);
    }
    return unifyRows(rows, width, block.rows, keepUnknown);
  }

  private BoundQuery unifyRows(
      List<List<RexNode>> rows, int width, List<List<SqlNode>> written, boolean keepUnknown) {
    List<OutputColumn> columns = new ArrayList<>();
    var rowType = context.rex().types().builder();
    for (int c = 0; c < width; c++) {
      int place = c;
      int[] positions =
          written.stream().mapToInt(row -> ExpressionBinder.position(row.get(place))).toArray();
      List<RexNode> column = new ArrayList<>();
      for (List<RexNode> row : rows) {
        column.add(row.get(c));
      }
      boolean untyped = keepUnknown && column.stream().allMatch(Coercion::isUnknown);
      List<RexNode> unified =
          untyped ? column : binders.common().unify(column, "VALUES", positions);
      for (int r = 0; r < rows.size(); r++) {
        rows.get(r).set(c, unified.get(r));
      }
      OutputColumn output =
          new OutputColumn("column" + (c + 1), binders.common().typeOf(unified), 0, 0);
      columns.add(output);
      rowType.add(output.name(), output.type());
    }
    return new BoundQuery(
        new RowsScan(context.cluster(), rowType.build(), List.copyOf(rows)), columns);
  }

  /// ORDER BY and LIMIT over a result whose columns are all there is to name.
  private BoundQuery sorted(BoundQuery bound, QueryExpression query) {
    if (!query.locks.isEmpty()) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "FOR UPDATE is not allowed with UNION/INTERSECT/EXCEPT");
    }
    List<SortKey> keys = new ArrayList<>();
    for (SortItem item : query.orderBy) {
      keys.add(CallBinder.sortKey(outputColumn(bound, item), item));
    }
    RexNode limit = limit(query.limit, Clause.LIMIT);
    RexNode offset = limit(query.offset, Clause.OFFSET);
    if (keys.isEmpty() && limit == null && offset == null) {
      return bound;
    }
    return new BoundQuery(
        new PgSort(bound.rel(), keys, limit, offset, query.withTies), bound.columns());
  }

  private RexNode outputColumn(BoundQuery bound, SortItem item) {
    int index = -1;
    if (item.expression instanceof Constant constant && constant.isInteger()) {
      index = ordinal(constant, bound.columns().size(), "ORDER BY");
    } else if (item.expression instanceof SqlIdentifier identifier && identifier.isSimple()) {
      for (int i = 0; i < bound.columns().size() && index < 0; i++) {
        if (bound.columns().get(i).name().equals(identifier.getSimple())) {
          index = i;
        }
      }
    }
    if (index >= 0) {
      return new RexInputRef(index, bound.columns().get(index).type());
    }
    return overOutput(bound, item);
  }

  /// VALUES allows expressions over its columns; a set operation only their names.
  private RexNode overOutput(BoundQuery bound, SortItem item) {
    if (!(bound.rel() instanceof RowsScan)) {
      if (item.expression instanceof SqlIdentifier identifier) {
        throw new DatabaseException(
                SqlState.UNDEFINED_COLUMN,
                "column \"" + identifier.names.getLast() + "\" does not exist")
            .position(ExpressionBinder.position(item.expression));
      }
      throw new DatabaseException(
              SqlState.FEATURE_NOT_SUPPORTED, "invalid UNION/INTERSECT/EXCEPT ORDER BY clause")
          .detail("Only result column names can be used, not expressions or functions.")
          .hint(
              "Add the expression/function to every SELECT, or move the UNION into a FROM clause.")
          .position(ExpressionBinder.position(item.expression));
    }
    List<ScopeColumn> columns = new ArrayList<>();
    for (int i = 0; i < bound.columns().size(); i++) {
      OutputColumn c = bound.columns().get(i);
      columns.add(new ScopeColumn(c.name(), new RexInputRef(i, c.type()), 0, 0));
    }
    Scope scope = Scope.of(new RangeEntry("*VALUES*", null, columns, List.of(), null));
    return new ExpressionBinder(binders, scope, outer, List.of(), ctes)
        .bindResolved(item.expression, Clause.ORDER_BY);
  }

  /// 1-based position in the select list, as 0-based index.
  static int ordinal(Constant constant, int columns, String clause) {
    int position = 0;
    try {
      position = Integer.parseInt(constant.text);
    } catch (NumberFormatException e) {
      position = -1;
    }
    if (position < 1 || position > columns) {
      throw new DatabaseException(
              SqlState.INVALID_COLUMN_REFERENCE,
              "%s position %s is not in select list".formatted(clause, constant.text))
          .position(constant.position());
    }
    return position - 1;
  }

  @Nullable RexNode limit(@Nullable SqlNode node, Clause clause) {
    if (node == null) {
      return null;
    }
    ExpressionBinder binder =
        new ExpressionBinder(binders, Scope.EMPTY, outer, List.of(), ctes);
    RexNode bound;
    try {
      bound = binder.bind(node, clause);
    } catch (DatabaseException e) {
      if (e.state() == SqlState.UNDEFINED_COLUMN && node instanceof SqlIdentifier) {
        throw new DatabaseException(
                SqlState.INVALID_COLUMN_REFERENCE,
                "argument of " + clause.words() + " must not contain variables")
            .position(ExpressionBinder.position(node));
      }
      throw e;
    }
    RexNode converted =
        binders
            .coercion()
            .convert(
                bound, context.systemType("int8"), -1,
                dev.omendb.sql.function.Cast.Context.ASSIGNMENT);
    if (converted == null) {
      throw new DatabaseException(
              SqlState.DATATYPE_MISMATCH,
              "argument of %s must be type bigint, not type %s"
                  .formatted(
                      clause.words(),
                      dev.omendb.sql.plan.rex.PgRex.typeOf(bound).displayName(-1)))
          .position(ExpressionBinder.position(node));
    }
    return converted;
  }
}
