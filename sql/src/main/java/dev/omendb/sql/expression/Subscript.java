package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.array.ArrayValue;
import java.util.ArrayList;
import java.util.List;

/// `a[i]`, `a[i][j]`: NULL outside the array's bounds.
public final class Subscript extends Expression {
  private final Expression array;
  private final List<Expression> indexes;
  private final Column[] places;
  private final int[] subscripts;
  private final ArrayValue value;
  private final Column result;

  /// `a[i][j]`.
  ///
  /// @param indexes integers
  /// @param type of the result: the element type
  public static Expression element(
      Expression array, PgType elementType, List<Expression> indexes, PgType type, int typmod) {
    return new Subscript(array, elementType, indexes, type, typmod);
  }

  /// `a[m:n][o:p]`.
  ///
  /// @param bounds lower, upper for each dimension; a NULL constant for one that was left out
  public static Expression slice(
      Expression array, PgType elementType, List<Expression> bounds, PgType type, int typmod) {
    return new ArraySlice(array, elementType, bounds, type, typmod);
  }

  private Subscript(
      Expression array, PgType elementType, List<Expression> indexes, PgType type, int typmod) {
    super(type, typmod);
    this.array = array;
    this.indexes = List.copyOf(indexes);
    this.places = new Column[indexes.size()];
    this.subscripts = new int[indexes.size()];
    this.value = new ArrayValue(elementType);
    this.result = type.storage(typmod).newColumn(1);
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column arrays = array.evaluate(context, input);
    for (int i = 0; i < places.length; i++) {
      places[i] = indexes.get(i).evaluate(context, input);
    }
    result.clear();
    for (int row = 0; row < input.size(); row++) {
      int at = arrays.isNull(row) ? -1 : index(arrays, row);
      if (at < 0) {
        result.appendNull();
      } else {
        value.appendTo(at, result);
      }
    }
    return result;
  }

  private int index(Column arrays, int row) {
    for (int i = 0; i < places.length; i++) {
      if (places[i].isNull(row)) {
        return -1;
      }
      subscripts[i] = (int) ((LongColumn) places[i]).get(row);
    }
    return value.at(arrays, row).indexOf(subscripts);
  }

  @Override
  public List<Expression> children() {
    List<Expression> children = new ArrayList<>();
    children.add(array);
    children.addAll(indexes);
    return children;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(array.toString());
    for (Expression index : indexes) {
      text.append('[').append(index).append(']');
    }
    return text.toString();
  }
}
