package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.array.ArrayBuilder;
import dev.omendb.sql.type.array.ArrayValue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// `ARRAY[…]`: of elements, or of arrays of the same type, which become one more dimension.
public final class ArrayConstructor extends Expression {
  private final List<Expression> items;
  private final boolean nested;
  private final Column[] values;
  private final ArrayBuilder builder;
  private final ArrayValue inner;
  private final BytesColumn result = new BytesColumn(1);

  /// @param items all of the element type, or all of `type`
  public ArrayConstructor(List<Expression> items, PgType elementType, PgType type, int typmod) {
    super(type, typmod);
    this.items = List.copyOf(items);
    this.nested = !items.isEmpty() && items.get(0).type().oid() == type.oid();
    this.values = new Column[items.size()];
    this.builder = new ArrayBuilder(elementType);
    this.inner = new ArrayValue(elementType);
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    for (int i = 0; i < values.length; i++) {
      values[i] = items.get(i).evaluate(context, input);
    }
    result.clear();
    for (int row = 0; row < input.size(); row++) {
      if (nested) {
        appendNested(row);
      } else {
        for (Column value : values) {
          builder.elements().appendFrom(value, row);
        }
        builder.finish(result);
      }
    }
    return result;
  }

  /// NULL and empty arrays do not count, unless all are.
  private void appendNested(int row) {
    int[] lengths = null;
    int count = 0;
    for (Column value : values) {
      if (value.isNull(row) || inner.at(value, row).dimensions() == 0) {
        continue;
      }
      int[] shape = new int[inner.dimensions() + 1];
      for (int d = 0; d < inner.dimensions(); d++) {
        shape[d + 1] = inner.length(d);
      }
      if (lengths != null && !Arrays.equals(lengths, shape)) {
        throw mismatch();
      }
      lengths = shape;
      count++;
      inner.appendAllTo(builder.elements());
    }
    if (lengths == null) {
      builder.finish(result);
      return;
    }
    if (count < values.length) {
      throw mismatch();
    }
    lengths[0] = count;
    int[] lowerBounds = new int[lengths.length];
    Arrays.fill(lowerBounds, 1);
    builder.finish(lengths.length, lengths, lowerBounds, result);
  }

  private static DatabaseException mismatch() {
    return new DatabaseException(
        SqlState.ARRAY_SUBSCRIPT_ERROR,
        "multidimensional arrays must have array expressions with matching dimensions");
  }

  @Override
  public List<Expression> children() {
    return items;
  }

  @Override
  public String toString() {
    return items.stream().map(Object::toString).collect(Collectors.joining(", ", "ARRAY[", "]"));
  }
}
