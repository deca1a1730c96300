package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.array.ArrayBuilder;
import dev.omendb.sql.type.array.ArrayValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `SET a[i] = value`: the array with one element replaced. A one-dimensional array grows as far as
/// the subscript, with NULLs between; a NULL or empty one becomes that single element.
public final class SubscriptAssignment extends Expression {
  private final Expression array;
  private final Expression element;
  private final List<Expression> indexes;
  private final Column[] places;
  private final int[] subscripts;
  private final ArrayValue value;
  private final ArrayBuilder builder;
  private final BytesColumn result = new BytesColumn(1);

  /// @param element the new element, of the array's element type
  /// @param indexes integers, one for each dimension
  public SubscriptAssignment(
      Expression array,
      Expression element,
      PgType elementType,
      List<Expression> indexes,
      PgType type,
      int typmod) {
    super(type, typmod);
    this.array = array;
    this.element = element;
    this.indexes = List.copyOf(indexes);
    this.places = new Column[indexes.size()];
    this.subscripts = new int[indexes.size()];
    this.value = new ArrayValue(elementType);
    this.builder = new ArrayBuilder(elementType);
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column arrays = array.evaluate(context, input);
    Column elements = element.evaluate(context, input);
    for (int i = 0; i < places.length; i++) {
      places[i] = indexes.get(i).evaluate(context, input);
    }
    result.clear();
    for (int row = 0; row < input.size(); row++) {
      readSubscripts(row);
      if (arrays.isNull(row) || value.at(arrays, row).dimensions() == 0) {
        builder.elements().appendFrom(elements, row);
        int[] ones = new int[subscripts.length];
        Arrays.fill(ones, 1);
        builder.finish(subscripts.length, ones, subscripts, result);
      } else if (value.dimensions() != subscripts.length) {
        throw new DatabaseException(
            SqlState.ARRAY_SUBSCRIPT_ERROR, "wrong number of array subscripts");
      } else if (subscripts.length == 1) {
        replaceOrGrow(elements, row);
      } else {
        replace(elements, row);
      }
    }
    return result;
  }

  private void readSubscripts(int row) {
    for (int i = 0; i < places.length; i++) {
      if (places[i].isNull(row)) {
        throw new DatabaseException(
            SqlState.NULL_VALUE_NOT_ALLOWED, "array subscript in assignment must not be null");
      }
      subscripts[i] = (int) ((LongColumn) places[i]).get(row);
    }
  }

  private void replaceOrGrow(Column elements, int row) {
    long first = value.lowerBound(0);
    long last = first + value.length(0) - 1;
    long from = Math.min(first, subscripts[0]);
    long to = Math.max(last, subscripts[0]);
    if (to - from >= ArrayBuilder.MAX_ELEMENTS) {
      throw new DatabaseException(
          SqlState.PROGRAM_LIMIT_EXCEEDED,
          "array size exceeds the maximum allowed (" + ArrayBuilder.MAX_ELEMENTS + ")");
    }
    for (long i = from; i <= to; i++) {
      if (i == subscripts[0]) {
        builder.elements().appendFrom(elements, row);
      } else if (i >= first && i <= last) {
        value.appendTo((int) (i - first), builder.elements());
      } else {
        builder.elements().appendNull();
      }
    }
    builder.finish(1, new int[] {(int) (to - from + 1)}, new int[] {(int) from}, result);
  }

  private void replace(Column elements, int row) {
    int index = value.indexOf(subscripts);
    if (index < 0) {
      throw new DatabaseException(SqlState.ARRAY_SUBSCRIPT_ERROR, "array subscript out of range");
    }
    int[] lengths = new int[subscripts.length];
    int[] lowerBounds = new int[subscripts.length];
    for (int d = 0; d < subscripts.length; d++) {
      lengths[d] = value.length(d);
      lowerBounds[d] = value.lowerBound(d);
    }
    for (int i = 0; i < value.count(); i++) {
      if (i == index) {
        builder.elements().appendFrom(elements, row);
      } else {
        value.appendTo(i, builder.elements());
      }
    }
    builder.finish(subscripts.length, lengths, lowerBounds, result);
  }

  @Override
  public List<Expression> children() {
    List<Expression> children = new ArrayList<>();
    children.add(array);
    children.add(element);
    children.addAll(indexes);
    return children;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(array.toString());
    for (Expression index : indexes) {
      text.append('[').append(index).append(']');
    }
    return text.append(" := ").append(element).toString();
  }
}
