package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.Scope.Source;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.SelectBlock;
import dev.omendb.sql.plan.rel.PgDistinct;
import dev.omendb.sql.plan.rel.PgSort;
import dev.omendb.sql.plan.rel.ProjectSet;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.plan.rex.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Binds one SELECT block with the ORDER BY, LIMIT and row locks of its query:
/// FROM, WHERE, grouping, windows, sort, projection, DISTINCT, in the order they are computed.
/// Sort keys are computed before the projection, so that only the rows a LIMIT keeps are projected.
final class SelectBinder {
  private final Binders binders;
  private final BindContext context;
  private final @Nullable Correlation outer;
  private final CteScope ctes;
  private final QueryBinder queries;

  SelectBinder(
      Binders binders, @Nullable Correlation outer, CteScope ctes, QueryBinder queries) {
    this.binders = binders;
    this.context = binders.context();
    this.outer = outer;
    this.ctes = ctes;
    this.queries = queries;
  }

  /// @param query the block's query, or null when its clauses belong to a set operation
  BoundQuery bind(SelectBlock block, @Nullable QueryExpression query, boolean keepUnknown) {
    Source source = new FromBinder(binders, outer, ctes, queries).bind(block.from);
    ExpressionBinder binder =
        new ExpressionBinder(binders, source.scope(), outer, block.windows, ctes);
    RelNode rel = source.rel();
    if (block.where != null) {
      rel = LogicalFilter.create(rel, binder.bindCondition(block.where, Clause.WHERE));
    }
    SelectList list = new SelectList(binder, keepUnknown);
    list.bind(block.items);
    List<RexNode> groupBy = new GroupByBinder(binder, list).bind(block.groupBy);
    RexNode having =
        block.having == null ? null : binder.bindCondition(block.having, Clause.HAVING);
    OrderByBinder order = new OrderByBinder(binder, list, block.distinct);
    List<SortKey> sortKeys =
        query == null ? List.of() : order.bind(query.orderBy);
    List<RexNode> distinctOn = order.bindDistinctOn(block.distinctOn, sortKeys);

    SelectState state = new SelectState(list.expressions(), sortKeys, distinctOn, having);
    boolean grouped = !block.groupBy.isEmpty() || state.hasAggregates() || having != null;
    if (grouped) {
      rel = new Grouping(binder, source.scope()).apply(rel, groupBy, block, state);
    }
    if (state.having() != null) {
      rel = LogicalFilter.create(rel, state.having());
    }
    rel = new Windowing(context.rex()).apply(rel, state);
    requireDistinctComparable(block, list);
    RelNode result = finish(rel, source, block, query, list, state, grouped);
    return new BoundQuery(result, list.columns(), list.positions());
  }

  private RelNode finish(
      RelNode rel,
      Source source,
      SelectBlock block,
      @Nullable QueryExpression query,
      SelectList list,
      SelectState state,
      boolean grouped) {
    RexNode limit = query == null ? null : queries.limit(query.limit, Clause.LIMIT);
    RexNode offset = query == null ? null : queries.limit(query.offset, Clause.OFFSET);
    boolean ties = query != null && query.withTies;
    boolean sets = list.returnsSets();
    boolean locks = query != null && !query.locks.isEmpty();
    if (locks) {
      new RowLocking(source.scope()).check(block, grouped, sets);
    }
    if (sets || (block.distinct && block.distinctOn.isEmpty())) {
      return projectedFirst(rel, list, state, block, limit, offset, ties);
    }
    if (!block.distinctOn.isEmpty()) {
      rel = sort(rel, order(state), null, null, false);
      rel = new PgDistinct(rel, state.distinctOn());
      rel = sort(rel, List.of(), limit, offset, false);
    } else if (locks) {
      rel = sort(rel, state.sortKeys(), null, null, false);
      rel = new RowLocking(source.scope()).lock(rel, query.locks);
      rel = sort(rel, List.of(), limit, offset, false);
    } else {
      rel = sort(rel, state.sortKeys(), limit, offset, ties);
    }
    return project(rel, state.items(), list.names());
  }

  /// DISTINCT ON keys first, in ORDER BY's order when it has them.
  private static List<SortKey> order(SelectState state) {
    List<SortKey> keys = new ArrayList<>(state.sortKeys());
    for (RexNode on : state.distinctOn()) {
      if (keys.stream().noneMatch(k -> k.expression().equals(on))) {
        keys.add(new SortKey(on, false, false));
      }
    }
    return keys;
  }

  /// DISTINCT and set-returning functions act on the projected rows; sort keys that are not in the
  /// select list ride along as extra columns.
  private RelNode projectedFirst(
      RelNode rel,
      SelectList list,
      SelectState state,
      SelectBlock block,
      @Nullable RexNode limit,
      @Nullable RexNode offset,
      boolean ties) {
    List<RexNode> columns = new ArrayList<>(state.items());
    List<SortKey> keys = new ArrayList<>();
    for (SortKey key : state.sortKeys()) {
      int index = columns.indexOf(key.expression());
      if (index < 0) {
        index = columns.size();
        columns.add(key.expression());
      }
      PgRelType type = PgRelType.of(key.expression().getType());
      keys.add(new SortKey(new RexInputRef(index, type), key.descending(), key.nullsFirst()));
    }
    List<String> names = new ArrayList<>(list.names());
    while (names.size() < columns.size()) {
      names.add("sort" + names.size());
    }
    rel =
        list.returnsSets()
            ? new ProjectSet(rel, rowType(columns, names), columns)
            : project(rel, columns, names);
    if (block.distinct) {
      rel = new PgDistinct(rel, null);
    }
    rel = sort(rel, keys, limit, offset, ties);
    if (columns.size() > state.items().size()) {
      rel = project(rel, references(state.items()), list.names());
    }
    return rel;
  }

  private static List<RexNode> references(List<RexNode> items) {
    List<RexNode> references = new ArrayList<>();
    for (RexNode item : items) {
      references.add(new RexInputRef(references.size(), item.getType()));
    }
    return references;
  }

  private org.apache.calcite.rel.type.RelDataType rowType(
      List<RexNode> columns, List<String> names) {
    var builder = context.rex().types().builder();
    for (int i = 0; i < columns.size(); i++) {
      builder.add(names.get(i), columns.get(i).getType());
    }
    return builder.uniquify().build();
  }

  static RelNode project(RelNode rel, List<RexNode> expressions, List<String> names) {
    return LogicalProject.create(rel, List.of(), expressions, names, Set.of());
  }

  private static RelNode sort(
      RelNode rel,
      List<SortKey> keys,
      @Nullable RexNode limit,
      @Nullable RexNode offset,
      boolean ties) {
    if (keys.isEmpty() && limit == null && offset == null) {
      return rel;
    }
    return new PgSort(rel, keys, limit, offset, ties);
  }

  private static void requireDistinctComparable(SelectBlock block, SelectList list) {
    if (!block.distinct || !block.distinctOn.isEmpty()) {
      return;
    }
    for (RexNode item : list.expressions()) {
      if (!PgRex.typeOf(item).isHashable()) {
        throw new DatabaseException(
            SqlState.UNDEFINED_FUNCTION,
            "could not identify an equality operator for type "
                + PgRex.typeOf(item).displayName(-1));
      }
    }
  }

  /// Position of a node, for callers in this package.
  static int position(SqlNode node) {
    return ExpressionBinder.position(node);
  }
}
