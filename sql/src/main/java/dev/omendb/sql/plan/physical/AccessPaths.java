package dev.omendb.sql.plan.physical;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.column.StorageType;
import dev.omendb.sql.execute.scan.IndexKeyCodec;
import dev.omendb.sql.execute.scan.ZoneBound;
import dev.omendb.sql.execute.scan.ZoneBound.Comparison;
import dev.omendb.sql.plan.rel.RelationScan;
import dev.omendb.sql.plan.rex.PgOperator;
import dev.omendb.sql.plan.rex.PgRex;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// Which btree, if any, serves the conditions on a table, and which blocks a scan can skip.
final class AccessPaths {
  /// Share of a table below which fetching rows through an index beats reading it all.
  private static final double INDEX_WORTHWHILE = 0.05;

  private static final int TEXT = 25;
  private static final int VARCHAR = 1043;
  private static final int NUMERIC_CATEGORY = 'N';

  private final PhysicalBuilder plans;

  AccessPaths(PhysicalBuilder plans) {
    this.plans = plans;
  }

  /// A bound of a range.
  record Bound(RexNode value, boolean inclusive) {}

  /// A part of an index: equality on its first columns, then bounds on the next.
  ///
  /// @param residual conditions the index does not decide
  record Path(
      Index index,
      List<RexNode> equal,
      @Nullable Bound lower,
      @Nullable Bound upper,
      List<RexNode> residual,
      double selectivity,
      boolean backward,
      String text) {
    /// A unique index with all columns given: at most one row.
    boolean isPoint() {
      return index.unique() && equal.size() == index.keys().size();
    }
  }

  /// A condition `column op value`, the value independent of the row.
  record ColumnComparison(int column, String operator, RexNode value, RexNode condition) {}

  IndexKeyCodec codec(Index index) {
    List<IndexKeyCodec.Part> parts = new ArrayList<>();
    for (IndexKey key : index.keys()) {
      parts.add(
          new IndexKeyCodec.Part(
              plans.type((int) key.typeOid()), key.descending(), key.nullsFirst()));
    }
    return new IndexKeyCodec(parts);
  }

  /// The best path, or null for a scan of the whole table.
  @Nullable Path choose(RelationScan scan, List<RexNode> conjuncts, double tableRows) {
    Path best = narrowest(scan, conjuncts);
    boolean narrow =
        best != null
            && (best.isPoint()
                || best.selectivity() <= INDEX_WORTHWHILE
                || !plans.environment().enabled().test("enable_seqscan"));
    return narrow ? best : null;
  }

  /// The path expected to leave the fewest rows, however many these are.
  @Nullable Path narrowest(RelationScan scan, List<RexNode> conjuncts) {
    if (conjuncts.isEmpty() || !plans.environment().enabled().test("enable_indexscan")) {
      return null;
    }
    List<ColumnComparison> comparisons = comparisons(conjuncts);
    Path best = null;
    for (Index index : plans.environment().catalog().indexes(scan.table().oid())) {
      if (!index.valid() || !isOrdered(index) || index.predicateSql() != null) {
        continue;
      }
      Path path = match(scan, index, comparisons, conjuncts);
      if (path != null && (best == null || better(path, best))) {
        best = path;
      }
    }
    return best;
  }

  static boolean isOrdered(Index index) {
    return index.accessMethod().equals("btree") || index.accessMethod().equals("hash");
  }

  private static boolean better(Path path, Path than) {
    if (path.isPoint() != than.isPoint()) {
      return path.isPoint();
    }
    return path.selectivity() < than.selectivity();
  }

  private @Nullable Path match(
      RelationScan scan, Index index, List<ColumnComparison> comparisons, List<RexNode> conjuncts) {
    List<RexNode> equal = new ArrayList<>();
    List<RexNode> used = new ArrayList<>();
    StringJoiner text = new StringJoiner(" AND ", "(", ")");
    double selectivity = 1;
    int column = 0;
    for (; column < index.keys().size(); column++) {
      ColumnComparison found = find(scan, index.keys().get(column), comparisons, "=", null);
      if (found == null) {
        break;
      }
      equal.add(found.value());
      used.add(found.condition());
      text.add("(" + name(scan, found) + " = " + shown(found.value()) + ")");
      selectivity *= index.unique() && column == index.keys().size() - 1 ? 0 : 0.005;
    }
    Bound lower = null;
    Bound upper = null;
    if (column < index.keys().size()) {
      IndexKey key = index.keys().get(column);
      ColumnComparison low = find(scan, key, comparisons, ">", ">=");
      ColumnComparison high = find(scan, key, comparisons, "<", "<=");
      if (low != null) {
        lower = new Bound(low.value(), low.operator().equals(">="));
        used.add(low.condition());
        text.add("(" + name(scan, low) + " " + low.operator() + " " + shown(low.value()) + ")");
      }
      if (high != null) {
        upper = new Bound(high.value(), high.operator().equals("<="));
        used.add(high.condition());
        text.add(
            "(" + name(scan, high) + " " + high.operator() + " " + shown(high.value()) + ")");
      }
      selectivity *= low != null && high != null ? 0.005 : low != null || high != null ? 0.33 : 1;
    }
    if (used.isEmpty()) {
      return null;
    }
    List<RexNode> residual = new ArrayList<>(conjuncts);
    used.forEach(u -> residual.removeIf(r -> r == u));
    String shownText = text.toString();
    return new Path(
        index, equal, lower, upper, residual, selectivity, false,
        used.size() == 1 ? shownText.substring(1, shownText.length() - 1) : shownText);
  }

  private static String name(RelationScan scan, ColumnComparison comparison) {
    return scan.getRowType().getFieldNames().get(comparison.column());
  }

  private String shown(RexNode value) {
    return plans.expressions().constant(value).toString();
  }

  private @Nullable ColumnComparison find(
      RelationScan scan,
      IndexKey key,
      List<ColumnComparison> comparisons,
      String operator,
      @Nullable String other) {
    for (ColumnComparison c : comparisons) {
      boolean same = c.operator().equals(operator) || c.operator().equals(other);
      if (same
          && key.attnum() != 0
          && scan.attnums().get(c.column()) == key.attnum()
          && sameKeys(plans.type((int) key.typeOid()), PgRex.typeOf(c.value()))) {
        return c;
      }
    }
    return null;
  }

  /// True when a value of type `value` has the same key bytes as one of type `key`.
  static boolean sameKeys(PgType key, PgType value) {
    if (key.oid() == value.oid()) {
      return true;
    }
    boolean integers =
        key.info().category() == NUMERIC_CATEGORY
            && value.info().category() == NUMERIC_CATEGORY
            && isInteger(key)
            && isInteger(value);
    return integers || (isText(key) && isText(value));
  }

  private static boolean isInteger(PgType type) {
    return type.name().equals("int2") || type.name().equals("int4") || type.name().equals("int8");
  }

  private static boolean isText(PgType type) {
    return type.oid() == TEXT || type.oid() == VARCHAR;
  }

  /// The comparisons of a column with something constant among some conditions.
  List<ColumnComparison> comparisons(List<RexNode> conjuncts) {
    List<ColumnComparison> found = new ArrayList<>();
    for (RexNode conjunct : conjuncts) {
      if (conjunct instanceof RexCall call
          && call.getOperator() instanceof PgOperator.Call operator
          && call.getOperands().size() == 2
          && isComparison(operator.display())) {
        RexNode left = unlabelled(call.getOperands().get(0));
        RexNode right = unlabelled(call.getOperands().get(1));
        if (left instanceof RexInputRef ref && Columns.of(right).isEmpty() && isStable(right)) {
          found.add(new ColumnComparison(ref.getIndex(), operator.display(), right, conjunct));
        } else if (right instanceof RexInputRef ref
            && Columns.of(left).isEmpty()
            && isStable(left)) {
          found.add(
              new ColumnComparison(ref.getIndex(), flipped(operator.display()), left, conjunct));
        }
      }
    }
    return found;
  }

  /// Volatile values must be computed for each row.
  private static boolean isStable(RexNode value) {
    return org.apache.calcite.rex.RexUtil.isDeterministic(value);
  }

  /// Looks through a binary-coercible cast of a text column or value.
  private static RexNode unlabelled(RexNode node) {
    if (node instanceof RexCall call
        && call.getOperator() instanceof PgOperator.Coerce coerce
        && coerce.kind() == PgOperator.CoercionKind.RELABEL
        && call.getOperands().getFirst() instanceof RexInputRef ref
        && isText(PgRex.typeOf(ref))) {
      return ref;
    }
    return node;
  }

  private static boolean isComparison(String operator) {
    return switch (operator) {
      case "=", "<", "<=", ">", ">=" -> true;
      default -> false;
    };
  }

  private static String flipped(String operator) {
    return switch (operator) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> operator;
    };
  }

  /// What conditions imply about the minima and maxima of blocks.
  List<ZoneBound> zoneBounds(RelationScan scan, List<RexNode> conjuncts) {
    List<ZoneBound> bounds = new ArrayList<>();
    for (ColumnComparison c : comparisons(conjuncts)) {
      int attnum = scan.attnums().get(c.column());
      PgType column =
          PgRex.typeOf(
              new RexInputRef(
                  c.column(), scan.getRowType().getFieldList().get(c.column()).getType()));
      if (attnum > 0 && sameKeys(column, PgRex.typeOf(c.value())) && hasZones(column)) {
        bounds.add(
            new ZoneBound(
                attnum, comparison(c.operator()), plans.expressions().constant(c.value())));
      }
    }
    return bounds;
  }

  private static boolean hasZones(PgType type) {
    StorageType.Kind kind = type.storage(-1).kind();
    return switch (kind) {
      case BOOL, INT2, INT4, INT8, FLOAT4, FLOAT8 -> true;
      case FIXED, VARIABLE -> false;
    };
  }

  private static Comparison comparison(String operator) {
    return switch (operator) {
      case "<" -> Comparison.LESS;
      case "<=" -> Comparison.LESS_OR_EQUAL;
      case "=" -> Comparison.EQUAL;
      case ">=" -> Comparison.GREATER_OR_EQUAL;
      default -> Comparison.GREATER;
    };
  }
}
