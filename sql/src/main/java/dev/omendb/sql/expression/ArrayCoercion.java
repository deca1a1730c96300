package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.array.ArrayBuilder;
import dev.omendb.sql.type.array.ArrayValue;
import java.util.List;

/// A cast of an array, element by element: all elements of a row in one batch.
public final class ArrayCoercion extends Expression {
  private final Expression array;
  private final Expression element;
  private final ArrayValue value;
  private final Column elements;
  private final Batch elementBatch;
  private final ArrayBuilder builder;
  private final BytesColumn result = new BytesColumn(1);

  /// @param element casts column 0 of its input, of the source element type
  /// @param type the target array type
  public ArrayCoercion(
      Expression array, Expression element, PgType sourceElement, PgType type, int typmod) {
    super(type, typmod);
    this.array = array;
    this.element = element;
    this.value = new ArrayValue(sourceElement);
    this.elements = sourceElement.storage(-1).newColumn(16);
    this.elementBatch = new Batch(elements);
    this.builder = new ArrayBuilder(element.type());
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column arrays = array.evaluate(context, input);
    result.clear();
    for (int row = 0; row < input.size(); row++) {
      if (arrays.isNull(row)) {
        result.appendNull();
        continue;
      }
      elements.clear();
      value.at(arrays, row).appendAllTo(elements);
      elementBatch.setSize(elements.size());
      if (elements.size() > 0) {
        Column converted = element.evaluate(context, elementBatch);
        builder.elements().appendRange(converted, 0, elements.size());
      }
      int[] lengths = new int[value.dimensions()];
      int[] lowerBounds = new int[value.dimensions()];
      for (int d = 0; d < lengths.length; d++) {
        lengths[d] = value.length(d);
        lowerBounds[d] = value.lowerBound(d);
      }
      builder.finish(lengths.length, lengths, lowerBounds, result);
    }
    return result;
  }

  @Override
  public List<Expression> children() {
    return List.of(array);
  }

  @Override
  public String toString() {
    return "(" + array + ")::" + type().displayName(typmod());
  }
}
