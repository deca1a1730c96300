package dev.omendb.sql.plan.physical;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.index.vector.VectorKey;
import dev.omendb.sql.execute.Filter;
import dev.omendb.sql.execute.Limit;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.vector.DistanceBound;
import dev.omendb.sql.execute.vector.ExactVectorSearch;
import dev.omendb.sql.execute.vector.IndexVectorSearch;
import dev.omendb.sql.execute.vector.VectorDistance;
import dev.omendb.sql.execute.vector.VectorTarget;
import dev.omendb.sql.expression.Constant;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.plan.VectorIndexes;
import dev.omendb.sql.plan.rel.PgSort;
import dev.omendb.sql.plan.rel.RelationScan;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.SortKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// `ORDER BY column <-> value LIMIT k` over a table with any filter, and `column <-> value < r`.
///
/// Before: PgSort(key = column <-> value, limit) over LogicalFilter over RelationScan.
/// After: one search operator that filters first, scores the vectors where they lie and fetches
/// only the rows found. Conditions on the distance itself end the search and are checked on its
/// rows.
final class VectorSearchBuilder {
  private static final int FLOAT8 = 701;

  /// Smaller tables are read as fast as an index is.
  private static final double SMALL_TABLE_ROWS = 2_000;

  /// Rows assumed of a search without a constant limit.
  private static final double SEARCH_ROWS = 100;

  /// When a btree leaves fewer rows than this, they are fetched and sorted.
  private static final double FEW_ROWS = 500;

  private final PhysicalBuilder plans;
  private final VectorIndexes keys = new VectorIndexes();

  VectorSearchBuilder(PhysicalBuilder plans) {
    this.plans = plans;
  }

  /// A search to plan.
  ///
  /// @param sort null for a range without an order
  /// @param filters conditions on the rows
  /// @param onDistance conditions on the distance
  private record Search(
      @Nullable PgSort sort,
      RelationScan scan,
      DistanceExpression distance,
      List<RexNode> filters,
      List<RexNode> onDistance,
      @Nullable DistanceBound bound,
      boolean nullsFirst,
      BitSet columns) {}

  /// The search, or null when the sort is something else.
  @Nullable Built build(PgSort sort, BitSet needed) {
    if (sort.keys().size() != 1 || sort.limit() == null || sort.withTies()) {
      return null;
    }
    SortKey key = sort.keys().getFirst();
    DistanceExpression distance = DistanceExpression.of(key.expression(), this::literal);
    if (distance == null || key.descending() != distance.scale() < 0) {
      return null;
    }
    RelNode input = sort.getInput();
    List<RexNode> conjuncts = List.of();
    if (input instanceof LogicalFilter filter) {
      conjuncts = Columns.conjuncts(filter.getCondition());
      input = filter.getInput();
    }
    if (!(input instanceof RelationScan scan) || scan.attnums().get(distance.column()) <= 0) {
      return null;
    }
    double tableRows = plans.environment().estimatedRows().applyAsDouble(scan.table());
    if (hasNarrowPath(scan, conjuncts, tableRows)) {
      return null;
    }
    Index index = isSmall(tableRows) ? null : usableIndex(scan, distance, conjuncts);
    Search search =
        search(sort, scan, conjuncts, distance, key.nullsFirst(), index != null, needed);
    return index == null ? exact(search) : indexed(index, search);
  }

  /// Too small for an index to be worth it, unless scans are discouraged.
  private boolean isSmall(double tableRows) {
    return tableRows < SMALL_TABLE_ROWS
        && plans.environment().enabled().test("enable_seqscan");
  }

  /// The same sort with the search below a join, or null when there is nothing to gain.
  @Nullable RelNode belowJoin(PgSort sort) {
    RexNode limit = sort.limit();
    if (sort.keys().size() != 1 || limit == null || sort.withTies()) {
      return null;
    }
    SortKey key = sort.keys().getFirst();
    DistanceExpression distance = DistanceExpression.of(key.expression(), this::literal);
    if (distance == null || key.descending() != distance.scale() < 0) {
      return null;
    }
    RexNode rows = limit;
    if (sort.offset() != null) {
      Double counted = literal(limit);
      Double skipped = literal(sort.offset());
      if (counted == null || skipped == null) {
        return null;
      }
      rows = SearchBelowJoin.constant(sort, limit, (long) (counted + skipped));
    }
    return new SearchBelowJoin(sort, rows, plans::newCorrelation).rewrite();
  }

  /// Rows within a distance, through an index; null when there is no such condition or index.
  @Nullable Built range(RelationScan scan, List<RexNode> conjuncts, BitSet needed) {
    double tableRows = plans.environment().estimatedRows().applyAsDouble(scan.table());
    if (isSmall(tableRows)) {
      return null;
    }
    for (RexNode conjunct : conjuncts) {
      Comparison comparison = comparison(conjunct);
      if (comparison != null && comparison.isUpperBound()) {
        DistanceExpression distance = comparison.distance;
        Index index = usableIndex(scan, distance, conjuncts);
        if (index != null
            && plans.scans().paths().choose(scan, conjuncts, tableRows) == null) {
          return indexed(index, search(null, scan, conjuncts, distance, false, true, needed));
        }
      }
    }
    return null;
  }

  /// True when a btree leaves so few rows that they are better sorted.
  private boolean hasNarrowPath(
      RelationScan scan, List<RexNode> conjuncts, double tableRows) {
    AccessPaths.Path path = plans.scans().paths().choose(scan, conjuncts, tableRows);
    return path != null
        && (path.isPoint() || path.selectivity() * tableRows < FEW_ROWS);
  }

  /// A condition comparing a distance with a value.
  private record Comparison(DistanceExpression distance, String operator, RexNode value) {
    /// True when far rows fail.
    boolean isUpperBound() {
      boolean less = operator.startsWith("<");
      return distance.exact() && less == distance.scale() > 0;
    }
  }

  private @Nullable Comparison comparison(RexNode conjunct) {
    if (!(conjunct instanceof RexCall call)
        || !(call.getOperator() instanceof PgOperator.Call operator)
        || call.getOperands().size() != 2
        || operator.function().argumentTypes().getFirst() != FLOAT8
        || operator.function().argumentTypes().getLast() != FLOAT8) {
      return null;
    }
    String symbol = operator.display();
    String turned =
        switch (symbol) {
          case "<" -> ">";
          case "<=" -> ">=";
          case ">" -> "<";
          case ">=" -> "<=";
          default -> "";
        };
    if (turned.isEmpty()) {
      return null;
    }
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    DistanceExpression onLeft = DistanceExpression.of(left, this::literal);
    if (onLeft != null) {
      return Columns.of(right).isEmpty() ? new Comparison(onLeft, symbol, right) : null;
    }
    DistanceExpression onRight = DistanceExpression.of(right, this::literal);
    return onRight != null && Columns.of(left).isEmpty()
        ? new Comparison(onRight, turned, left)
        : null;
  }

  /// Sorts conditions into those on the distance and the others.
  ///
  /// @param stream conditions that near rows fail may wait for the rows found
  private Search search(
      @Nullable PgSort sort,
      RelationScan scan,
      List<RexNode> conjuncts,
      DistanceExpression distance,
      boolean nullsFirst,
      boolean stream,
      BitSet needed) {
    List<RexNode> filters = new ArrayList<>();
    List<RexNode> onDistance = new ArrayList<>();
    DistanceBound bound = null;
    for (RexNode conjunct : conjuncts) {
      Comparison comparison = comparison(conjunct);
      if (comparison == null || !comparison.distance.sameDistance(distance)) {
        filters.add(conjunct);
      } else if (comparison.isUpperBound()) {
        onDistance.add(conjunct);
        bound =
            new DistanceBound(
                plans.expressions().constant(comparison.value),
                comparison.distance.scale(),
                comparison.distance.shift());
      } else if (stream) {
        onDistance.add(conjunct);
      } else {
        filters.add(conjunct);
      }
    }
    BitSet columns = Columns.of(conjuncts);
    columns.or(needed);
    return new Search(
        sort, scan, distance, filters, onDistance, bound, nullsFirst, columns);
  }

  /// An index over the column whose operator class has the same distance, and whose predicate is
  /// among the conditions.
  private @Nullable Index usableIndex(
      RelationScan scan, DistanceExpression distance, List<RexNode> conjuncts) {
    if (!plans.environment().enabled().test("enable_indexscan")) {
      return null;
    }
    int attnum = scan.attnums().get(distance.column());
    for (Index index : plans.environment().catalog().indexes(scan.table().oid())) {
      VectorKey key = keys.of(index, scan.table());
      if (index.valid()
          && key != null
          && key.attnum() == attnum
          && isSame(key, distance.distance())
          && index.predicateSql() == null) {
        return index;
      }
    }
    return null;
  }

  private static boolean isSame(VectorKey key, VectorDistance distance) {
    return distance instanceof VectorDistance.Dense dense && key.metric() == dense.metric();
  }

  private Built indexed(Index index, Search search) {
    PgSort sort = search.sort;
    ScanBuilder.Target target = plans.scans().target(search.scan, search.columns);
    Expression limit = sort == null ? null : constant(sort.limit());
    Expression offset = sort == null ? null : constant(sort.offset());
    double tableRows = plans.environment().estimatedRows().applyAsDouble(search.scan.table());
    double rows =
        sort == null
            ? Math.max(1, tableRows * Cardinality.selectivity(search.onDistance))
            : SortBuilder.limited(SEARCH_ROWS, sort.limit());
    Operator operator =
        PhysicalBuilder.estimated(
            new IndexVectorSearch(
                target.target(),
                vectors(search),
                index.oid(),
                index.name(),
                plans.scans().filter(search.scan, search.filters, target),
                search.bound,
                limit,
                offset,
                search.nullsFirst,
                plans.environment().effort(),
                plans.type(FLOAT8)),
            rows);
    operator = withConditions(operator, search, target, rows);
    if (sort != null) {
      operator = PhysicalBuilder.estimated(new Limit(operator, limit, offset), rows);
    }
    return new Built(operator, target.places(), rows);
  }

  private Operator withConditions(
      Operator operator, Search search, ScanBuilder.Target target, double rows) {
    List<String> names = search.scan.getRowType().getFieldNames();
    Expression condition =
        plans.scans().condition(search.onDistance, target.places(), names);
    return condition == null
        ? operator
        : PhysicalBuilder.estimated(new Filter(operator, condition), rows);
  }

  private Built exact(Search search) {
    PgSort sort = java.util.Objects.requireNonNull(search.sort);
    ScanBuilder.Target target = plans.scans().target(search.scan, search.columns);
    double tableRows = plans.environment().estimatedRows().applyAsDouble(search.scan.table());
    double rows = SortBuilder.limited(tableRows, sort.limit());
    Operator operator =
        PhysicalBuilder.estimated(
            new ExactVectorSearch(
                target.target(),
                vectors(search),
                plans.scans().filter(search.scan, search.filters, target),
                search.bound,
                java.util.Objects.requireNonNull(constant(sort.limit())),
                constant(sort.offset()),
                search.nullsFirst,
                plans.type(FLOAT8),
                plans.environment().workers()),
            rows);
    return new Built(
        withConditions(operator, search, target, rows), target.places(), rows);
  }

  private VectorTarget vectors(Search search) {
    DistanceExpression distance = search.distance;
    Expression query = plans.expressions().constant(distance.value());
    String name = search.scan.getRowType().getFieldNames().get(distance.column());
    return new VectorTarget(
        search.scan.attnums().get(distance.column()),
        distance.distance(),
        query,
        "(" + name + " " + distance.distance().symbol() + " " + query + ")");
  }

  private @Nullable Expression constant(@Nullable RexNode node) {
    return node == null ? null : plans.expressions().constant(node);
  }

  /// The number an expression of literals stands for.
  private @Nullable Double literal(RexNode node) {
    if (!isLiteral(node)) {
      return null;
    }
    if (plans.expressions().constant(node) instanceof Constant constant
        && !constant.isNull()) {
      Column value = constant.value();
      return switch (value) {
        case DoubleColumn number -> number.get(0);
        case LongColumn number -> (double) number.get(0);
        default -> null;
      };
    }
    return null;
  }

  private static boolean isLiteral(RexNode node) {
    return node instanceof RexCall call
        && (call.getOperator() instanceof PgOperator.Constant
            || ((call.getOperator() instanceof PgOperator.Call
                    || call.getOperator() instanceof PgOperator.Coerce)
                && call.getOperands().stream().allMatch(VectorSearchBuilder::isLiteral)));
  }
}
