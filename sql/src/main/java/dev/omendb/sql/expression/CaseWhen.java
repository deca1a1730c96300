package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CASE WHEN …: a condition is evaluated over rows no earlier branch took, a result over the rows
/// that chose it. The simple form (`CASE x WHEN 1`) is bound to equality conditions.
public final class CaseWhen extends Expression {
  private final List<Expression> children = new ArrayList<>();
  private final RowSubset[] conditions;
  private final RowSubset[] results;
  private final @Nullable RowSubset otherwise;
  private final RowChoice choice = new RowChoice();
  private final Column result;
  private int[] open = new int[Column.BATCH_ROWS];
  private int[] taken = new int[Column.BATCH_ROWS];

  /// @param otherwise ELSE, or null
  public CaseWhen(
      List<Expression> conditions,
      List<Expression> results,
      @Nullable Expression otherwise,
      PgType type,
      int typmod) {
    super(type, typmod);
    this.conditions = conditions.stream().map(RowSubset::new).toArray(RowSubset[]::new);
    this.results = results.stream().map(RowSubset::new).toArray(RowSubset[]::new);
    this.otherwise = otherwise == null ? null : new RowSubset(otherwise);
    this.result = type.storage(typmod).newColumn(1);
    for (int i = 0; i < conditions.size(); i++) {
      children.add(conditions.get(i));
      children.add(results.get(i));
    }
    if (otherwise != null) {
      children.add(otherwise);
    }
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    int rows = input.size();
    if (open.length < rows) {
      open = new int[rows];
      taken = new int[rows];
    }
    for (int row = 0; row < rows; row++) {
      open[row] = row;
    }
    choice.reset(rows);
    int openCount = rows;
    for (int branch = 0; branch < conditions.length && openCount > 0; branch++) {
      LongColumn condition =
          (LongColumn) conditions[branch].evaluate(context, input, open, openCount);
      int takenCount = 0;
      int stillOpen = 0;
      for (int i = 0; i < openCount; i++) {
        if (!condition.isNull(i) && condition.get(i) != 0) {
          taken[takenCount++] = open[i];
        } else {
          open[stillOpen++] = open[i];
        }
      }
      openCount = stillOpen;
      assign(context, input, results[branch], taken, takenCount);
    }
    if (otherwise != null) {
      assign(context, input, otherwise, open, openCount);
    }
    result.clear();
    choice.collect(rows, result);
    return result;
  }

  private void assign(
      EvaluationContext context, Batch input, RowSubset subset, int[] rows, int count) {
    if (count == 0) {
      return;
    }
    Column values = subset.evaluate(context, input, rows, count);
    for (int i = 0; i < count; i++) {
      choice.assign(rows[i], values, i);
    }
  }

  @Override
  public List<Expression> children() {
    return children;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("CASE");
    for (int i = 0; i < conditions.length; i++) {
      text.append(" WHEN ").append(conditions[i].expression());
      text.append(" THEN ").append(results[i].expression());
    }
    if (otherwise != null) {
      text.append(" ELSE ").append(otherwise.expression());
    }
    return text.append(" END").toString();
  }
}
