package dev.omendb.sql.plan.physical;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.index.vector.VectorKey;
import dev.omendb.kernels.Metric;
import dev.omendb.sql.execute.Limit;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.vector.DistanceBound;
import dev.omendb.sql.execute.vector.ExactVectorSearch;
import dev.omendb.sql.execute.vector.IndexVectorSearch;
import dev.omendb.sql.execute.vector.VectorKind;
import dev.omendb.sql.execute.vector.VectorTarget;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.plan.VectorIndexes;
import dev.omendb.sql.plan.rel.PgSort;
import dev.omendb.sql.plan.rel.RelationScan;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.plan.rex.SortKey;
import java.util.BitSet;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/// `ORDER BY column <-> value LIMIT k` over a table with any filter.
///
/// Before: PgSort(key = column <-> value, limit) over LogicalFilter over RelationScan.
/// After: one search operator that filters first, scores the vectors where they lie and fetches only
/// the rows found.
final class VectorSearchBuilder {
  private static final int FLOAT8 = 701;

  /// Smaller tables are read as fast as an index is.
  private static final double SMALL_TABLE_ROWS = 2_000;

  /// Rows assumed of a search without a constant limit.
  private static final double SEARCH_ROWS = 100;

  private final PhysicalBuilder plans;
  private final VectorIndexes keys = new VectorIndexes();

  VectorSearchBuilder(PhysicalBuilder plans) {
    this.plans = plans;
  }

  /// A distance between a stored column and a value that no row decides.
  record Distance(int column, Metric metric, VectorKind kind, RexNode value, RexNode expression) {}

  /// The search, or null when the sort is something else.
  @Nullable Built build(PgSort sort, BitSet needed) {
    if (sort.keys().size() != 1 || sort.limit() == null || sort.withTies()) {
      return null;
    }
    SortKey key = sort.keys().getFirst();
    Distance distance = distance(key.expression());
    if (distance == null || key.descending() || key.nullsFirst()) {
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
    Index index = tableRows < SMALL_TABLE_ROWS ? null : usableIndex(scan, distance);
    return index == null
        ? exact(sort, scan, conjuncts, distance, needed)
        : indexed(index, sort, scan, conjuncts, distance, needed);
  }

  /// An index over the column whose operator class has the same distance.
  private @Nullable Index usableIndex(RelationScan scan, Distance distance) {
    if (!plans.environment().enabled().test("enable_indexscan")) {
      return null;
    }
    int attnum = scan.attnums().get(distance.column());
    for (Index index : plans.environment().catalog().indexes(scan.table().oid())) {
      VectorKey key = keys.of(index, scan.table());
      if (index.valid()
          && index.predicateSql() == null
          && key != null
          && key.attnum() == attnum
          && key.metric() == distance.metric()) {
        return index;
      }
    }
    return null;
  }

  private Built indexed(
      Index index,
      PgSort sort,
      RelationScan scan,
      List<RexNode> conjuncts,
      Distance distance,
      BitSet needed) {
    BitSet columns = Columns.of(conjuncts);
    columns.or(needed);
    ScanBuilder.Target target = plans.scans().target(scan, columns);
    Expression limit = plans.expressions().constant(sort.limit());
    Expression offset =
        sort.offset() == null ? null : plans.expressions().constant(sort.offset());
    Operator search =
        PhysicalBuilder.estimated(
            new IndexVectorSearch(
                target.target(),
                vectors(scan, distance),
                index.oid(),
                index.name(),
                plans.scans().filter(scan, conjuncts, target),
                limit,
                offset,
                plans.environment().effort(),
                plans.type(FLOAT8)),
            SortBuilder.limited(SEARCH_ROWS, sort.limit()));
    double rows = SortBuilder.limited(SEARCH_ROWS, sort.limit());
    return new Built(
        PhysicalBuilder.estimated(new Limit(search, limit, offset), rows), target.places(), rows);
  }

  private VectorTarget vectors(RelationScan scan, Distance distance) {
    Expression query = plans.expressions().constant(distance.value());
    String name = scan.getRowType().getFieldNames().get(distance.column());
    return new VectorTarget(
        scan.attnums().get(distance.column()), distance.kind(), distance.metric(), query,
        "(" + name + " " + symbol(distance.metric()) + " " + query + ")");
  }

  private Built exact(
      PgSort sort,
      RelationScan scan,
      List<RexNode> conjuncts,
      Distance distance,
      BitSet needed) {
    BitSet columns = Columns.of(conjuncts);
    columns.or(needed);
    ScanBuilder.Target target = plans.scans().target(scan, columns);
    Operator operator =
        new ExactVectorSearch(
            target.target(),
            vectors(scan, distance),
            plans.scans().filter(scan, conjuncts, target),
            (DistanceBound) null,
            plans.expressions().constant(sort.limit()),
            sort.offset() == null ? null : plans.expressions().constant(sort.offset()),
            plans.type(FLOAT8),
            plans.environment().workers());
    double tableRows = plans.environment().estimatedRows().applyAsDouble(scan.table());
    double rows = SortBuilder.limited(tableRows, sort.limit());
    return new Built(PhysicalBuilder.estimated(operator, rows), target.places(), rows);
  }

  /// Reads `column <-> value`, either way round.
  static @Nullable Distance distance(RexNode expression) {
    if (!(expression instanceof RexCall call)
        || !(call.getOperator() instanceof PgOperator.Call operator)
        || call.getOperands().size() != 2) {
      return null;
    }
    Metric metric = metric(operator);
    if (metric == null) {
      return null;
    }
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    if (left instanceof RexInputRef ref && isValue(right)) {
      return of(ref, metric, right, expression);
    }
    if (right instanceof RexInputRef ref && isValue(left)) {
      return of(ref, metric, left, expression);
    }
    return null;
  }

  private static @Nullable Distance of(
      RexInputRef column, Metric metric, RexNode value, RexNode expression) {
    VectorKind kind =
        switch (PgRex.typeOf(column).name()) {
          case "vector" -> VectorKind.FLOAT32;
          case "halfvec" -> VectorKind.FLOAT16;
          default -> null;
        };
    return kind == null
        ? null
        : new Distance(column.getIndex(), metric, kind, value, expression);
  }

  private static boolean isValue(RexNode node) {
    return Columns.of(node).isEmpty() && RexUtil.isDeterministic(node);
  }

  /// By operator, or by the function behind it.
  private static @Nullable Metric metric(PgOperator.Call operator) {
    return switch (operator.display()) {
      case "<->" -> Metric.L2;
      case "<#>" -> Metric.INNER_PRODUCT;
      case "<=>" -> Metric.COSINE;
      case "<+>" -> Metric.L1;
      default ->
          switch (operator.function().name()) {
            case "l2_distance" -> Metric.L2;
            case "cosine_distance" -> Metric.COSINE;
            case "l1_distance" -> Metric.L1;
            default -> null;
          };
    };
  }

  static String symbol(Metric metric) {
    return switch (metric) {
      case L2 -> "<->";
      case INNER_PRODUCT -> "<#>";
      case COSINE -> "<=>";
      case L1 -> "<+>";
    };
  }
}
