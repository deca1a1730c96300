package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `x op ANY (SELECT …)` and `x op ALL (SELECT …)`; IN is `= ANY`, NOT IN is `<> ALL`. Uncorrelated
/// equality over equal types goes through a hash set.
public final class SubqueryComparison extends Expression {
  private final Expression operand;
  private final Subquery subquery;
  private final @Nullable OuterRow outerRow;
  private final boolean all;
  private final boolean hashed;
  private final PairKernel comparison;
  private Column values;
  private final Column repeated;
  private @Nullable ValueSet set;
  private final LongColumn result = new LongColumn(1);

  /// @param comparison the operator's function over the operand's and the subquery's types
  /// @param valueType type of the subquery's column
  public SubqueryComparison(
      Expression operand,
      Function comparison,
      boolean all,
      Subquery subquery,
      PgType valueType,
      @Nullable OuterRow outerRow,
      PgType booleanType) {
    super(booleanType, -1);
    this.operand = operand;
    this.subquery = subquery;
    this.outerRow = outerRow;
    this.all = all;
    this.comparison = new PairKernel(comparison, operand.type(), valueType, booleanType);
    this.values = valueType.storage(-1).newColumn(1);
    this.repeated = operand.type().storage(-1).newColumn(1);
    this.hashed =
        outerRow == null
            && valueType.oid() == operand.type().oid()
            && valueType.isHashable()
            && comparison.name().endsWith(all ? "ne" : "eq");
  }

  @Override
  public Subquery subquery() {
    return subquery;
  }

  /// The subquery's values, valid until the next evaluation; null where they depend on the row.
  public @Nullable Column values(EvaluationContext context) {
    if (outerRow != null) {
      return null;
    }
    values.clear();
    subquery.values(context, values);
    return values;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column left = operand.evaluate(context, input);
    int rows = input.size();
    result.clear();
    if (outerRow == null) {
      values.clear();
      subquery.values(context, values);
    } else {
      outerRow.evaluate(context, input);
    }
    if (hashed) {
      hash(left, rows);
      return result;
    }
    for (int row = 0; row < rows; row++) {
      if (outerRow != null) {
        outerRow.bind(context, row);
        values.clear();
        subquery.values(context, values);
      }
      compare(context, left, row);
    }
    return result;
  }

  private void hash(Column left, int rows) {
    ValueSet known = currentSet();
    for (int row = 0; row < rows; row++) {
      if (known.isEmpty()) {
        result.append(all ? 1 : 0);
      } else if (left.isNull(row)) {
        result.appendNull();
      } else if (known.contains(left, row)) {
        result.append(all ? 0 : 1);
      } else if (known.hasNull()) {
        result.appendNull();
      } else {
        result.append(all ? 1 : 0);
      }
    }
  }

  /// The set of the latest batch serves again while the subquery gives the same values.
  private ValueSet currentSet() {
    ValueSet before = set;
    if (before != null && before.madeOf(values)) {
      return before;
    }
    ValueSet made = new ValueSet(operand.type(), values);
    // The set keeps the column it was made of.
    values = values.newEmpty(values.size());
    set = made;
    return made;
  }

  private void compare(EvaluationContext context, Column left, int row) {
    int count = values.size();
    repeated.clear();
    for (int i = 0; i < count; i++) {
      repeated.appendFrom(left, row);
    }
    Quantified.append((LongColumn) comparison.apply(context, repeated, values, count), all, result);
  }

  @Override
  public List<Expression> children() {
    if (outerRow == null) {
      return List.of(operand);
    }
    List<Expression> children = new ArrayList<>(outerRow.arguments());
    children.add(operand);
    return children;
  }

  @Override
  public String toString() {
    return "(" + operand + (all ? " ALL" : " ANY") + " (SubPlan))";
  }
}
