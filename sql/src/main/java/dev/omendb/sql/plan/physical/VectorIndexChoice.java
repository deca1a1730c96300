package dev.omendb.sql.plan.physical;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.index.vector.Distance;
import dev.omendb.engine.index.vector.VectorKey;
import dev.omendb.kernels.Metric;
import dev.omendb.sql.execute.vector.VectorDistance;
import dev.omendb.sql.plan.IndexShape;
import dev.omendb.sql.plan.VectorIndexes;
import dev.omendb.sql.plan.rel.RelationScan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// Which vector index, if any, serves an order by a distance: its operator class has the distance,
/// its key is the operand, and its predicate follows from the conditions.
final class VectorIndexChoice {
  /// A search through codes looks at these and a share of the entries.
  private static final double LEAST_LOOKED_AT = 2_000;

  private static final double SHARE_LOOKED_AT = 0.02;

  private final PhysicalBuilder plans;

  VectorIndexChoice(PhysicalBuilder plans) {
    this.plans = plans;
  }

  /// An index and what it leaves to check.
  ///
  /// @param coversFilters every condition is part of the index's predicate
  /// @param entries rows it is expected to have
  record Choice(Index index, VectorKey key, boolean coversFilters, double entries) {
    /// True for an index that scores all its rows.
    boolean scoresAll() {
      return index.accessMethod().equals("flat");
    }

    /// True when no row within a distance is missed.
    boolean findsEverything() {
      return scoresAll() || key.findsEverything();
    }

    /// Rows a search is expected to look at.
    private double lookedAt() {
      return scoresAll()
          ? entries
          : Math.min(entries, LEAST_LOOKED_AT + SHARE_LOOKED_AT * entries);
    }
  }

  /// The index that looks at the fewest rows: a partial one whose predicate holds rather than one
  /// over all rows. Codes are cheaper than rows.
  @Nullable Choice choose(
      RelationScan scan, DistanceExpression distance, List<RexNode> conditions) {
    if (!plans.environment().enabled().test("enable_indexscan")) {
      return null;
    }
    Choice best = null;
    for (Index index : plans.environment().catalog().indexes(scan.table().oid())) {
      VectorKey key = index.valid() ? VectorIndexes.find(index) : null;
      if (key != null && key.distance() == of(distance.distance())) {
        Choice found = match(scan, distance, conditions, index, key);
        if (found != null && (best == null || isBetter(found, best))) {
          best = found;
        }
      }
    }
    return best;
  }

  private static boolean isBetter(Choice choice, Choice other) {
    int order = Double.compare(choice.lookedAt(), other.lookedAt());
    return order < 0 || (order == 0 && other.scoresAll() && !choice.scoresAll());
  }

  private static Distance of(VectorDistance distance) {
    return switch (distance) {
      case VectorDistance.Dense dense -> of(dense.metric());
      case VectorDistance.Sparse sparse -> of(sparse.metric());
      case VectorDistance.Bits bits ->
          switch (bits.metric()) {
            case HAMMING -> Distance.HAMMING;
            case JACCARD -> Distance.JACCARD;
          };
    };
  }

  private static Distance of(Metric metric) {
    return switch (metric) {
      case L2 -> Distance.L2;
      case INNER_PRODUCT -> Distance.INNER_PRODUCT;
      case COSINE -> Distance.COSINE;
      case L1 -> Distance.L1;
    };
  }

  private @Nullable Choice match(
      RelationScan scan,
      DistanceExpression distance,
      List<RexNode> conditions,
      Index index,
      VectorKey key) {
    boolean column = !key.isExpression();
    int of = distance.column() < 0 ? 0 : scan.attnums().get(distance.column());
    if (column && of != key.attnum()) {
      return null;
    }
    double rows = plans.environment().estimatedRows().applyAsDouble(scan.table());
    if (column && index.predicateSql() == null) {
      return new Choice(index, key, conditions.isEmpty(), rows);
    }
    IndexShape shape = plans.environment().indexShape().apply(index);
    RexNode operand = PredicateProof.overFullRow(scan, distance.key());
    if (!column && !operand.toString().equals(shape.keys().getFirst().toString())) {
      return null;
    }
    RexNode predicate = shape.predicate();
    if (predicate == null) {
      return new Choice(index, key, conditions.isEmpty(), rows);
    }
    double entries = rows * Cardinality.selectivity(predicate);
    if (new PredicateProof(scan, conditions).implies(predicate)) {
      return new Choice(index, key, covers(scan, predicate, conditions), entries);
    }
    markDecisive(scan, predicate, conditions);
    return null;
  }

  /// Parameters compared with what the predicate is about: their values may imply it.
  private void markDecisive(
      RelationScan scan, RexNode predicate, List<RexNode> conditions) {
    String about = predicate.toString();
    for (RexNode condition : conditions) {
      if (PredicateProof.overFullRow(scan, condition) instanceof RexCall call) {
        boolean related =
            call.getOperands().stream()
                .anyMatch(o -> !Columns.of(o).isEmpty() && about.contains(o.toString()));
        for (RexNode operand : related ? call.getOperands() : List.<RexNode>of()) {
          if (operand instanceof RexDynamicParam parameter) {
            plans.execution().markDecisive(parameter.getIndex());
          }
        }
      }
    }
  }

  private static boolean covers(
      RelationScan scan, RexNode predicate, List<RexNode> conditions) {
    Set<String> parts = new HashSet<>();
    Columns.conjuncts(predicate).forEach(part -> parts.add(part.toString()));
    return conditions.stream()
        .allMatch(c -> parts.contains(PredicateProof.overFullRow(scan, c).toString()));
  }
}
