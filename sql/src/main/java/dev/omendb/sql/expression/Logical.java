package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;

/// AND or OR of several operands, three-valued. An operand is evaluated only over rows that the
/// ones before it left undecided.
public final class Logical extends Expression {
  /// AND, OR.
  public enum Connective {
    AND,
    OR;

    /// The operand value that decides the result.
    private long deciding() {
      return this == AND ? 0 : 1;
    }
  }

  private final Connective connective;
  private final List<Expression> operands;
  private final RowSubset[] subsets;
  private final boolean[] infallible;
  private final LongColumn result = new LongColumn(1);
  private int[] undecided = new int[Column.BATCH_ROWS];

  /// @param booleanType the boolean type
  public Logical(Connective connective, List<Expression> operands, PgType booleanType) {
    super(booleanType, -1);
    this.connective = connective;
    this.operands = List.copyOf(operands);
    this.subsets = new RowSubset[operands.size()];
    this.infallible = new boolean[operands.size()];
    for (int i = 0; i < subsets.length; i++) {
      subsets[i] = new RowSubset(operands.get(i));
      infallible[i] = RowSubset.isInfallible(operands.get(i));
    }
  }

  public Connective connective() {
    return connective;
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    int rows = input.size();
    result.clear();
    result.appendRange(operands.get(0).evaluate(context, input), 0, rows);
    for (int i = 1; i < subsets.length; i++) {
      int count = collectUndecided(rows);
      if (count == 0) {
        break;
      }
      if (infallible[i] && count * 2 > rows) {
        combineAll((LongColumn) operands.get(i).evaluate(context, input), rows);
      } else {
        combine((LongColumn) subsets[i].evaluate(context, input, undecided, count), count);
      }
    }
    return result;
  }

  private int collectUndecided(int rows) {
    if (undecided.length < rows) {
      undecided = new int[rows];
    }
    long deciding = connective.deciding();
    long[] values = result.values();
    int count = 0;
    if (!result.hasNulls()) {
      for (int row = 0; row < rows; row++) {
        undecided[count] = row;
        count += values[row] != deciding ? 1 : 0;
      }
      return count;
    }
    for (int row = 0; row < rows; row++) {
      if (values[row] != deciding || result.isNull(row)) {
        undecided[count++] = row;
      }
    }
    return count;
  }

  private void combineAll(LongColumn operand, int rows) {
    for (int row = 0; row < rows; row++) {
      combineRow(row, operand, row);
    }
  }

  private void combine(LongColumn operand, int count) {
    for (int i = 0; i < count; i++) {
      combineRow(undecided[i], operand, i);
    }
  }

  private void combineRow(int row, LongColumn operand, int at) {
    long deciding = connective.deciding();
    if (!result.isNull(row) && result.get(row) == deciding) {
      return;
    }
    if (operand.isNull(at)) {
      result.setNull(row);
    } else if (operand.get(at) == deciding) {
      result.clearNull(row);
      result.set(row, deciding);
    }
  }

  @Override
  public List<Expression> children() {
    return operands;
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    for (Expression operand : operands) {
      parts.add(operand.toString());
    }
    return "(" + String.join(" " + connective + " ", parts) + ")";
  }
}
