package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.array.ArrayBuilder;
import dev.omendb.sql.type.array.ArrayValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `a[m:n]`, in every dimension given; bounds are clipped to the array, the result starts at 1.
public final class ArraySlice extends Expression {
  private final Expression array;
  private final List<Expression> bounds;
  private final Column[] values;
  private final ArrayValue value;
  private final ArrayBuilder builder;
  private final BytesColumn result = new BytesColumn(1);

  /// @param bounds lower, upper for each dimension; a NULL constant for one that was left out
  ArraySlice(
      Expression array, PgType elementType, List<Expression> bounds, PgType type, int typmod) {
    super(type, typmod);
    this.array = array;
    this.bounds = List.copyOf(bounds);
    this.values = new Column[bounds.size()];
    this.value = new ArrayValue(elementType);
    this.builder = new ArrayBuilder(elementType);
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column arrays = array.evaluate(context, input);
    for (int i = 0; i < values.length; i++) {
      values[i] = bounds.get(i).evaluate(context, input);
    }
    result.clear();
    for (int row = 0; row < input.size(); row++) {
      if (arrays.isNull(row) || hasNullBound(row)) {
        result.appendNull();
      } else {
        slice(arrays, row);
      }
    }
    return result;
  }

  /// A bound that was written and is NULL.
  private boolean hasNullBound(int row) {
    for (int i = 0; i < values.length; i++) {
      if (values[i].isNull(row) && !isOmitted(i)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOmitted(int bound) {
    return bounds.get(bound) instanceof Constant constant && constant.isNull();
  }

  private void slice(Column arrays, int row) {
    value.at(arrays, row);
    int dimensions = value.dimensions();
    if (dimensions < values.length / 2) {
      builder.finish(result);
      return;
    }
    int[] from = new int[dimensions];
    int[] lengths = new int[dimensions];
    for (int d = 0; d < dimensions; d++) {
      int lower = value.lowerBound(d);
      int upper = lower + value.length(d) - 1;
      if (2 * d < values.length) {
        lower = isOmitted(2 * d) ? lower : Math.max(lower, bound(2 * d, row));
        upper = isOmitted(2 * d + 1) ? upper : Math.min(upper, bound(2 * d + 1, row));
      }
      if (upper < lower) {
        builder.finish(result);
        return;
      }
      from[d] = lower;
      lengths[d] = upper - lower + 1;
    }
    copy(from, lengths);
    int[] lowerBounds = new int[dimensions];
    Arrays.fill(lowerBounds, 1);
    builder.finish(dimensions, lengths, lowerBounds, result);
  }

  private int bound(int index, int row) {
    return (int) ((LongColumn) values[index]).get(row);
  }

  private void copy(int[] from, int[] lengths) {
    int[] place = from.clone();
    while (true) {
      value.appendTo(value.indexOf(place), builder.elements());
      int d = place.length - 1;
      while (d >= 0 && ++place[d] == from[d] + lengths[d]) {
        place[d] = from[d];
        d--;
      }
      if (d < 0) {
        return;
      }
    }
  }

  @Override
  public List<Expression> children() {
    List<Expression> children = new ArrayList<>();
    children.add(array);
    children.addAll(bounds);
    return children;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(array.toString());
    for (int i = 0; i < bounds.size(); i += 2) {
      text.append('[').append(isOmitted(i) ? "" : bounds.get(i)).append(':');
      text.append(isOmitted(i + 1) ? "" : bounds.get(i + 1)).append(']');
    }
    return text.toString();
  }
}
