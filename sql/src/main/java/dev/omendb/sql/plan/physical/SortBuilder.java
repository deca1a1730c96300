package dev.omendb.sql.plan.physical;

import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.execute.Limit;
import dev.omendb.sql.execute.Operator;
import dev.omendb.sql.execute.Project;
import dev.omendb.sql.execute.sort.LimitWithTies;
import dev.omendb.sql.execute.sort.Sort;
import dev.omendb.sql.execute.sort.SortKey;
import dev.omendb.sql.execute.sort.TopN;
import dev.omendb.sql.expression.ColumnReference;
import dev.omendb.sql.expression.Constant;
import dev.omendb.sql.expression.Expression;
import dev.omendb.sql.plan.rel.LockRowsRel;
import dev.omendb.sql.plan.rel.PgSort;
import dev.omendb.sql.plan.rex.PgRex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// ORDER BY, LIMIT and OFFSET: a vector search where the order is a distance, a heap when few rows
/// are wanted, a full sort otherwise.
final class SortBuilder {
  private final PhysicalBuilder plans;
  private final VectorSearchBuilder vectors;

  /// All rows in order, of which a LIMIT above takes some.
  private @Nullable PgSort fetchedInPart;

  SortBuilder(PhysicalBuilder plans) {
    this.plans = plans;
    this.vectors = new VectorSearchBuilder(plans);
  }

  VectorSearchBuilder vectors() {
    return vectors;
  }

  Built build(PgSort sort, BitSet needed) {
    RelNode limited = LimitBelowWindow.rewrite(sort);
    if (limited != null) {
      return plans.build(limited, needed);
    }
    Built search = vectors.build(sort, needed, sort == fetchedInPart);
    if (search != null) {
      return search;
    }
    RelNode below = vectors.belowJoin(sort);
    if (below != null) {
      return plans.build(below, needed);
    }
    Expression limit = constant(sort.limit());
    Expression offset = constant(sort.offset());
    if (sort.keys().isEmpty()) {
      fetchedInPart = limit == null ? null : orderBelow(sort.getInput());
      Built child = plans.build(sort.getInput(), needed);
      Operator operator = new Limit(child.operator(), limit, offset);
      double rows = limited(child.rows(), limit);
      return new Built(PhysicalBuilder.estimated(operator, rows), child.places(), rows);
    }
    return sorted(sort, needed, limit, offset);
  }

  /// The order of a LIMIT's rows where it is not the LIMIT's own: that of a subquery, or of rows to
  /// be locked.
  private static @Nullable PgSort orderBelow(RelNode rel) {
    RelNode input = rel;
    while (input instanceof LogicalProject || input instanceof LockRowsRel) {
      input = input.getInput(0);
    }
    return input instanceof PgSort sort ? sort : null;
  }

  private Built sorted(
      PgSort sort, BitSet needed, @Nullable Expression limit, @Nullable Expression offset) {
    List<RexNode> keys = sort.keys().stream().map(k -> k.expression()).toList();
    RelNode input = sort.getInput();
    BitSet columns = Columns.of(keys);
    columns.or(needed);
    Built child = plans.build(input, columns);
    List<String> names = input.getRowType().getFieldNames();
    Keyed keyed = withKeys(plans, child, sort, names);
    double rows = limited(child.rows(), limit);
    Operator operator;
    if (sort.withTies() && limit != null) {
      operator =
          new LimitWithTies(
              new Sort(keyed.child, keyed.keys, keyed.texts), keyed.keys, limit, offset);
    } else if (limit != null) {
      operator = new TopN(keyed.child, keyed.keys, keyed.texts, limit, offset);
    } else {
      operator = new Sort(keyed.child, keyed.keys, keyed.texts);
      if (offset != null) {
        operator = new Limit(operator, null, offset);
      }
    }
    return new Built(PhysicalBuilder.estimated(operator, rows), child.places(), rows);
  }

  /// The child with every key as a column.
  record Keyed(Operator child, List<SortKey> keys, List<String> texts) {}

  static Keyed withKeys(
      PhysicalBuilder plans, Built child, PgSort sort, List<String> names) {
    List<RexNode> keys = sort.keys().stream().map(k -> k.expression()).toList();
    List<Expression> built = plans.expressions().buildAll(keys, child.places(), names);
    List<Expression> projected = new ArrayList<>();
    int width = child.operator().layout().width();
    for (int i = 0; i < width; i++) {
      projected.add(
          new ColumnReference(i, child.operator().layout().type(i), -1, "column" + i));
    }
    List<SortKey> sortKeys = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      int column;
      if (keys.get(i) instanceof RexInputRef ref) {
        column = child.places()[ref.getIndex()];
      } else {
        column = projected.size();
        projected.add(built.get(i));
      }
      boolean descending = sort.keys().get(i).descending();
      boolean nullsFirst = sort.keys().get(i).nullsFirst();
      sortKeys.add(new SortKey(column, PgRex.typeOf(keys.get(i)), descending, nullsFirst));
      texts.add(text(built.get(i).toString(), descending, nullsFirst));
    }
    Operator operator =
        projected.size() == width
            ? child.operator()
            : PhysicalBuilder.estimated(new Project(child.operator(), projected), child.rows());
    return new Keyed(operator, sortKeys, texts);
  }

  private static String text(String key, boolean descending, boolean nullsFirst) {
    String text = descending ? key + " DESC" : key;
    return nullsFirst == descending ? text : text + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
  }

  private @Nullable Expression constant(@Nullable RexNode node) {
    return node == null ? null : plans.expressions().constant(node);
  }

  /// Rows left by a LIMIT; a tenth where its value is not known, as in PostgreSQL.
  static double limited(double rows, @Nullable Expression limit) {
    if (limit instanceof Constant constant) {
      return constant.value() instanceof LongColumn value && !value.isNull(0)
          ? Math.min(rows, value.get(0))
          : rows;
    }
    return limit == null ? rows : Math.max(1, rows / 10);
  }
}
