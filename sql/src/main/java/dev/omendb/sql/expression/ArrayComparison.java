package dev.omendb.sql.expression;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.array.ArrayValue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `x op ANY (array)` and `x op ALL (array)`. An array that stays the same (a constant, a
/// parameter) is unpacked once; equality then goes through a hash set.
public final class ArrayComparison extends Expression {
  private static final int HASH_FROM = 8;

  private final Expression left;
  private final Expression array;
  private final String operatorName;
  private final boolean all;
  private final boolean equality;
  private final PairKernel comparison;
  private final ArrayValue value;
  private final PgType elementType;
  private final Column elements;
  private final Column repeated;
  private final LongColumn result = new LongColumn(1);
  private byte @Nullable [] unpacked;
  private @Nullable ValueSet set;

  /// @param comparison the operator's function over the left type and the element type
  /// @param operatorName as EXPLAIN prints it: `=`
  public ArrayComparison(
      Expression left,
      Expression array,
      PgType elementType,
      Function comparison,
      String operatorName,
      boolean all,
      PgType booleanType) {
    super(booleanType, -1);
    this.left = left;
    this.array = array;
    this.operatorName = operatorName;
    this.all = all;
    this.elementType = elementType;
    this.comparison = new PairKernel(comparison, left.type(), elementType, booleanType);
    this.value = new ArrayValue(elementType);
    this.elements = elementType.storage(-1).newColumn(16);
    this.repeated = left.type().storage(-1).newColumn(16);
    boolean sameType = left.type().oid() == elementType.oid() && elementType.isHashable();
    this.equality = sameType && comparison.name().endsWith(all ? "ne" : "eq");
  }

  @Override
  public Column evaluate(EvaluationContext context, Batch input) {
    Column operand = left.evaluate(context, input);
    BytesColumn arrays = (BytesColumn) array.evaluate(context, input);
    result.clear();
    for (int row = 0; row < input.size(); row++) {
      if (arrays.isNull(row)) {
        result.appendNull();
        continue;
      }
      unpack(arrays, row);
      if (elements.size() == 0) {
        result.append(all ? 1 : 0);
      } else if (operand.isNull(row) && equality) {
        result.appendNull();
      } else if (set != null) {
        lookUp(set, operand, row);
      } else {
        compare(context, operand, row);
      }
    }
    return result;
  }

  /// Fills the element column, unless the array equals the one before.
  private void unpack(BytesColumn arrays, int row) {
    int from = arrays.offset(row);
    int to = from + arrays.length(row);
    byte[] before = unpacked;
    if (before != null && Arrays.equals(before, 0, before.length, arrays.heap(), from, to)) {
      return;
    }
    unpacked = arrays.copy(row);
    elements.clear();
    value.at(arrays, row).appendAllTo(elements);
    set = equality && elements.size() >= HASH_FROM ? new ValueSet(elementType, elements) : null;
  }

  private void lookUp(ValueSet values, Column operand, int row) {
    if (values.contains(operand, row)) {
      result.append(all ? 0 : 1);
    } else if (values.hasNull()) {
      result.appendNull();
    } else {
      result.append(all ? 1 : 0);
    }
  }

  private void compare(EvaluationContext context, Column operand, int row) {
    int count = elements.size();
    repeated.clear();
    for (int i = 0; i < count; i++) {
      repeated.appendFrom(operand, row);
    }
    Quantified.append(
        (LongColumn) comparison.apply(context, repeated, elements, count), all, result);
  }

  @Override
  public List<Expression> children() {
    return List.of(left, array);
  }

  @Override
  public String toString() {
    return "(" + left + " " + operatorName + (all ? " ALL (" : " ANY (") + array + "))";
  }
}
