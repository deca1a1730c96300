package dev.omendb.sql.plan.physical;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.execute.Filter;
import dev.omendb.sql.execute.Limit;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.Subplans;
import dev.omendb.sql.execute.scan.ScanFilter;
import dev.omendb.sql.execute.vector.DistanceBound;
import dev.omendb.sql.execute.vector.ExactVectorSearch;
import dev.omendb.sql.execute.vector.IndexTarget;
import dev.omendb.sql.execute.vector.IndexVectorSearch;
import dev.omendb.sql.execute.vector.NearestOrder;
import dev.omendb.sql.execute.vector.OrderedFilter;
import dev.omendb.sql.execute.vector.VectorTarget;
import dev.omendb.sql.expression.Constant;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.plan.rel.PgSort;
import dev.omendb.sql.plan.rel.RelationScan;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.SortKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/// `ORDER BY key <-> value LIMIT k` over a table with any filter, with or without further sort
/// keys, and `key <-> value < r`.
///
/// Before: PgSort(key <-> value, limit) over LogicalFilter over RelationScan.
/// After: one search operator that filters first, scores the vectors where they lie and fetches
/// only the rows found. Conditions on the distance itself end the search and are checked on its
/// rows.
final class VectorSearchBuilder {
  private static final int FLOAT8 = 701;

  /// Smaller tables are read as fast as an index is.
  private static final double SMALL_TABLE_ROWS = 2_000;

  /// Rows assumed of a search without a constant limit.
  private static final double SEARCH_ROWS = 100;

  /// When more of all rows in order than this is fetched, they are sorted: an index takes up to
  /// twice as long for all of them.
  private static final double MOST_FETCHED = 0.5;

  /// When a btree leaves fewer rows than this, they are fetched and sorted.
  private static final double FEW_ROWS = 500;

  private final PhysicalBuilder plans;
  private final VectorIndexChoice indexes;
  private final PartnerConditions partners;

  VectorSearchBuilder(PhysicalBuilder plans) {
    this.plans = plans;
    this.indexes = new VectorIndexChoice(plans);
    this.partners = new PartnerConditions(plans);
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

  /// The search, or null when the sort is something else. All rows in order are sorted as fast, so
  /// without a LIMIT there is a search only where the first rows matter, or scans or sorts are
  /// discouraged.
  ///
  /// @param inPart a LIMIT above takes some of the rows
  @Nullable Built build(PgSort sort, BitSet needed, boolean inPart) {
    boolean whole = sort.limit() == null;
    boolean scans = isOn("enable_seqscan");
    if (sort.keys().isEmpty() || sort.withTies()) {
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
      conjuncts = partners.reduced(Columns.conjuncts(filter.getCondition()));
      input = filter.getInput();
    }
    if (!(input instanceof RelationScan scan) || isHidden(scan, distance)) {
      return null;
    }
    double tableRows = plans.environment().estimatedRows().applyAsDouble(scan.table());
    if (hasNarrowPath(scan, conjuncts, tableRows)) {
      return null;
    }
    VectorIndexChoice.Choice choice =
        isSmall(tableRows) ? null : indexes.choose(scan, distance, conjuncts);
    boolean scannable = distance.column() >= 0 && !isTied(sort) && !whole;
    if (choice != null && scannable && scans && isBeaten(choice, conjuncts, tableRows)) {
      choice = null;
    }
    if (choice == null && !scannable) {
      return null;
    }
    if (whole && scans && isOn("enable_sort") && !isFetchedInPart(sort, inPart)) {
      return null;
    }
    BitSet columns = new BitSet();
    columns.or(needed);
    columns.or(Columns.of(sort.keys().stream().skip(1).map(SortKey::expression).toList()));
    if (isTied(sort)) {
      columns.or(Columns.of(key.expression()));
    }
    Search search =
        search(sort, scan, conjuncts, distance, key.nullsFirst(), choice != null, columns);
    return choice == null ? exact(search) : indexed(choice, search);
  }

  private boolean isOn(String setting) {
    return plans.environment().enabled().test(setting);
  }

  /// True when the first of all rows in order are wanted soon, and the last probably not at all.
  private boolean isFetchedInPart(PgSort sort, boolean inPart) {
    if (isTied(sort) || inPart) {
      return inPart && !isTied(sort);
    }
    plans.execution().markBetterInPieces();
    return plans.environment().fetchedShare() < MOST_FETCHED;
  }

  /// True when a scan scores as many rows as the index would, and several threads share it.
  private boolean isBeaten(
      VectorIndexChoice.Choice choice, List<RexNode> conjuncts, double tableRows) {
    double bytes = tableRows * choice.key().valueBytes();
    int threads = conjuncts.isEmpty() ? plans.environment().workers().threads(bytes) : 1;
    return choice.scoresAll() && choice.entries() > tableRows / threads;
  }

  /// True when rows at one distance have an order of their own.
  private static boolean isTied(PgSort sort) {
    return sort.keys().size() > 1;
  }

  private static boolean isHidden(RelationScan scan, DistanceExpression distance) {
    return distance.column() >= 0 && scan.attnums().get(distance.column()) <= 0;
  }

  /// Too small for an index to be worth it, unless scans are discouraged.
  private boolean isSmall(double tableRows) {
    return tableRows < SMALL_TABLE_ROWS && isOn("enable_seqscan");
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
      DistanceComparison comparison = DistanceComparison.of(conjunct, this::literal);
      if (comparison != null && comparison.isUpperBound()) {
        DistanceExpression distance = comparison.distance();
        VectorIndexChoice.Choice choice = indexes.choose(scan, distance, conjuncts);
        if (choice != null
            && choice.findsEverything()
            && plans.scans().paths().choose(scan, conjuncts, tableRows) == null) {
          return indexed(choice, search(null, scan, conjuncts, distance, false, true, needed));
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
      DistanceComparison comparison = DistanceComparison.of(conjunct, this::literal);
      if (comparison == null || !comparison.distance().sameDistance(distance)) {
        filters.add(conjunct);
      } else if (comparison.isUpperBound()) {
        onDistance.add(conjunct);
        bound =
            new DistanceBound(
                plans.expressions().constant(comparison.value()),
                comparison.distance().scale(),
                comparison.distance().shift());
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

  private Built indexed(VectorIndexChoice.Choice choice, Search search) {
    PgSort sort = search.sort;
    BitSet columns = search.columns;
    if (choice.key().isExpression()) {
      columns.or(Columns.of(search.distance.key()));
    }
    ScanBuilder.Target target = plans.scans().target(search.scan, columns);
    Expression limit = sort == null ? null : constant(sort.limit());
    Expression offset = sort == null ? null : constant(sort.offset());
    double tableRows = plans.environment().estimatedRows().applyAsDouble(search.scan.table());
    double rows = rows(search, limit, tableRows);
    Operator operator =
        PhysicalBuilder.estimated(
            new IndexVectorSearch(
                target.target(),
                indexTarget(choice, search, target),
                plans.scans().filter(search.scan, search.filters, target),
                ordered(search),
                LastingConditions.filter(search.scan, search.filters),
                plans.environment().filterCache(),
                search.bound,
                limit,
                offset,
                sort != null && isTied(sort),
                search.onDistance.size() > (search.bound == null ? 0 : 1),
                search.nullsFirst,
                plans.environment().effort(),
                plans.type(FLOAT8)),
            rows);
    operator = withConditions(operator, search, target, rows);
    Built found = new Built(operator, target.places(), rows);
    if (sort == null) {
      return found;
    }
    Operator limited =
        isTied(sort)
            ? nearest(sort, found, search.scan, target, limit, offset)
            : new Limit(operator, limit, offset);
    return new Built(PhysicalBuilder.estimated(limited, rows), target.places(), rows);
  }

  /// Rows expected of a search through an index.
  private static double rows(Search search, @Nullable Expression limit, double tableRows) {
    if (limit != null) {
      double most = limit instanceof Constant ? tableRows : SEARCH_ROWS;
      return SortBuilder.limited(most, limit);
    }
    List<RexNode> conditions = new ArrayList<>(search.filters);
    conditions.addAll(search.onDistance);
    return Math.max(1, tableRows * Cardinality.selectivity(conditions));
  }

  /// The filter through a btree, if one has a part of it.
  private @Nullable OrderedFilter ordered(Search search) {
    AccessPaths.Path path = plans.scans().paths().narrowest(search.scan, search.filters);
    if (path == null) {
      return null;
    }
    ScanBuilder.Target target =
        plans.scans().target(search.scan, Columns.of(path.residual()));
    List<String> names = search.scan.getRowType().getFieldNames();
    Expression rest = plans.scans().condition(path.residual(), target.places(), names);
    boolean runsPlans = rest != null && !Subplans.of(List.of(rest)).isEmpty();
    return runsPlans
        ? null
        : new OrderedFilter(
            path.index().oid(), plans.scans().range(path), target.target(), rest);
  }

  private Operator nearest(
      PgSort sort,
      Built found,
      RelationScan scan,
      ScanBuilder.Target target,
      @Nullable Expression limit,
      @Nullable Expression offset) {
    SortBuilder.Keyed keyed =
        SortBuilder.withKeys(plans, found, sort, scan.getRowType().getFieldNames());
    return new NearestOrder(
        keyed.child(), target.target().layout().width(), keyed.keys(), keyed.texts(), limit,
        offset);
  }

  private IndexTarget indexTarget(
      VectorIndexChoice.Choice choice, Search search, ScanBuilder.Target target) {
    Expression query = plans.expressions().constant(search.distance.value());
    ScanFilter withoutKey = null;
    if (choice.key().isExpression()) {
      List<RexNode> conditions = new ArrayList<>(search.filters);
      conditions.add(
          search.scan.getCluster().getRexBuilder()
              .makeCall(SqlStdOperatorTable.IS_NULL, search.distance.key()));
      withoutKey = plans.scans().filter(search.scan, conditions, target);
    }
    return new IndexTarget(
        choice.index().oid(), choice.index().name(), choice.key().attnum(), query,
        orderText(search, query), withoutKey, choice.coversFilters(), choice.scoresAll());
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
    PgSort sort = Objects.requireNonNull(search.sort);
    ScanBuilder.Target target = plans.scans().target(search.scan, search.columns);
    double tableRows = plans.environment().estimatedRows().applyAsDouble(search.scan.table());
    Expression limit = Objects.requireNonNull(constant(sort.limit()));
    double rows = SortBuilder.limited(tableRows, limit);
    Operator operator =
        PhysicalBuilder.estimated(
            new ExactVectorSearch(
                target.target(),
                vectors(search),
                plans.scans().filter(search.scan, search.filters, target),
                search.bound,
                limit,
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
    return new VectorTarget(
        search.scan.attnums().get(distance.column()),
        distance.distance(),
        query,
        orderText(search, query));
  }

  private String orderText(Search search, Expression query) {
    List<String> names = search.scan.getRowType().getFieldNames();
    int[] places = Built.identity(names.size());
    Expression key =
        plans.expressions().buildAll(List.of(search.distance.key()), places, names).getFirst();
    return "(" + key + " " + search.distance.distance().symbol() + " " + query + ")";
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
