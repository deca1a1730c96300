package dev.omendb.sql.function.array;

import static dev.omendb.sql.function.Values.integer;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.RowFunction;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import dev.omendb.sql.type.array.ArrayBuilder;
import dev.omendb.sql.type.array.ArrayValue;

/// array_append, array_prepend, array_cat, array_fill, trim_array.
final class ArrayEdits {
  private ArrayEdits() {}

  static void addTo(Implementations into) {
    into.typedRow("array_append", (types, t) -> push(types.get(0), 0, 1));
    into.typedRow("array_prepend", (types, t) -> push(types.get(1), 1, 0));
    into.typedRow("array_cat", (types, t) -> concatenate(types.get(0)));
    into.typedRow("array_fill", (types, t) -> fill(types.get(0)));
    into.typedRow("array_fill_with_lower_bounds", (types, t) -> fill(types.get(0)));
    into.typedRow("trim_array", (types, t) -> trim(types.get(0)));
  }

  /// Finishes an array of the same shape as another.
  static void finishLike(ArrayValue shape, ArrayBuilder builder, BytesColumn result) {
    int[] lengths = new int[shape.dimensions()];
    int[] lowerBounds = new int[shape.dimensions()];
    for (int d = 0; d < lengths.length; d++) {
      lengths[d] = shape.length(d);
      lowerBounds[d] = shape.lowerBound(d);
    }
    builder.finish(lengths.length, lengths, lowerBounds, result);
  }

  /// Appends (element after array) or prepends; a NULL array counts as empty.
  private static RowFunction push(PgType type, int arrayArgument, int elementArgument) {
    PgType element = ArrayFunctions.element(type);
    ArrayValue array = new ArrayValue(element);
    ArrayBuilder builder = new ArrayBuilder(element);
    boolean append = arrayArgument == 0;
    return (context, arguments, row, result) -> {
      int lower = 1;
      boolean present = !arguments[arrayArgument].isNull(row);
      if (present) {
        array.at(arguments[arrayArgument], row);
        if (array.dimensions() > 1) {
          throw new DatabaseException(
              SqlState.DATA_EXCEPTION, "argument must be empty or one-dimensional array");
        }
        lower = array.dimensions() == 0 ? 1 : array.lowerBound(0);
      }
      Column elements = builder.elements();
      elements.clear();
      if (!append) {
        elements.appendFrom(arguments[elementArgument], row);
      }
      if (present) {
        array.appendAllTo(elements);
      }
      if (append) {
        elements.appendFrom(arguments[elementArgument], row);
      }
      builder.finish(1, new int[] {elements.size()}, new int[] {lower}, (BytesColumn) result);
    };
  }

  private static RowFunction concatenate(PgType type) {
    PgType element = ArrayFunctions.element(type);
    ArrayValue left = new ArrayValue(element);
    ArrayValue right = new ArrayValue(element);
    ArrayBuilder builder = new ArrayBuilder(element);
    return (context, arguments, row, result) -> {
      boolean leftNull = arguments[0].isNull(row);
      boolean rightNull = arguments[1].isNull(row);
      if (leftNull || rightNull) {
        result.appendFrom(arguments[leftNull ? 1 : 0], row);
        return;
      }
      left.at(arguments[0], row);
      right.at(arguments[1], row);
      if (left.dimensions() == 0 || right.dimensions() == 0) {
        result.appendFrom(arguments[left.dimensions() == 0 ? 1 : 0], row);
        return;
      }
      append(left, right, builder, (BytesColumn) result);
    };
  }

  /// Arrays of n dimensions are joined along the first; one of n - 1 becomes an element.
  private static void append(
      ArrayValue left, ArrayValue right, ArrayBuilder builder, BytesColumn result) {
    int most = Math.max(left.dimensions(), right.dimensions());
    ArrayValue shape = left.dimensions() == most ? left : right;
    int[] lengths = new int[most];
    int[] lowerBounds = new int[most];
    int leftSkip = most - left.dimensions();
    int rightSkip = most - right.dimensions();
    boolean fits = leftSkip + rightSkip <= 1;
    for (int d = 0; d < most; d++) {
      lengths[d] = shape.length(d);
      lowerBounds[d] = shape.lowerBound(d);
      if (d > 0 && fits) {
        fits = left.length(d - leftSkip) == right.length(d - rightSkip);
      }
    }
    if (!fits) {
      throw new DatabaseException(
              SqlState.ARRAY_SUBSCRIPT_ERROR, "cannot concatenate incompatible arrays")
          .detail(
              leftSkip + rightSkip > 1
                  ? "Arrays of %d and %d dimensions are not compatible for concatenation."
                      .formatted(left.dimensions(), right.dimensions())
                  : "Arrays with differing dimensions are not compatible for concatenation.");
    }
    lengths[0] = (leftSkip == 1 ? 1 : left.length(0)) + (rightSkip == 1 ? 1 : right.length(0));
    builder.elements().clear();
    left.appendAllTo(builder.elements());
    right.appendAllTo(builder.elements());
    builder.finish(most, lengths, lowerBounds, result);
  }

  private static RowFunction fill(PgType element) {
    ArrayBuilder builder = new ArrayBuilder(element);
    PgType integer = Types.builtin().byOid(TypeOids.INT4);
    return (context, arguments, row, result) -> {
      if (arguments[1].isNull(row) || arguments.length > 2 && arguments[2].isNull(row)) {
        throw new DatabaseException(
            SqlState.NULL_VALUE_NOT_ALLOWED, "dimension array or low bound array cannot be null");
      }
      ArrayValue dimensions = new ArrayValue(integer).at(arguments[1], row);
      int[] lengths = new int[dimensions.count()];
      int[] lowerBounds = new int[lengths.length];
      int total = lengths.length == 0 ? 0 : 1;
      for (int d = 0; d < lengths.length; d++) {
        if (dimensions.isNull(d)) {
          throw new DatabaseException(
              SqlState.NULL_VALUE_NOT_ALLOWED, "dimension values cannot be null");
        }
        lengths[d] = (int) dimensions.longAt(d);
        total = Math.multiplyExact(total, Math.max(0, lengths[d]));
        lowerBounds[d] = 1;
      }
      if (arguments.length > 2) {
        ArrayValue lower = new ArrayValue(integer).at(arguments[2], row);
        if (lower.count() != lengths.length) {
          throw new DatabaseException(
                  SqlState.ARRAY_SUBSCRIPT_ERROR, "wrong number of array subscripts")
              .detail("Low bound array has different size than dimensions array.");
        }
        for (int d = 0; d < lengths.length; d++) {
          lowerBounds[d] = (int) lower.longAt(d);
        }
      }
      builder.elements().clear();
      for (int i = 0; i < total; i++) {
        builder.elements().appendFrom(arguments[0], row);
      }
      if (total == 0) {
        builder.finish((BytesColumn) result);
      } else {
        builder.finish(lengths.length, lengths, lowerBounds, (BytesColumn) result);
      }
    };
  }

  private static RowFunction trim(PgType type) {
    PgType element = ArrayFunctions.element(type);
    ArrayValue array = new ArrayValue(element);
    ArrayBuilder builder = new ArrayBuilder(element);
    return (context, arguments, row, result) -> {
      array.at(arguments[0], row);
      int length = array.dimensions() == 0 ? 0 : array.length(0);
      int cut = integer(arguments[1], row);
      if (cut < 0 || cut > length) {
        throw new DatabaseException(
            SqlState.ARRAY_SUBSCRIPT_ERROR,
            "number of elements to trim must be between 0 and " + length);
      }
      if (cut == 0 || cut == length) {
        if (cut == 0) {
          result.appendFrom(arguments[0], row);
        } else {
          builder.finish((BytesColumn) result);
        }
        return;
      }
      int perRow = array.count() / length;
      int[] lengths = new int[array.dimensions()];
      int[] lowerBounds = new int[lengths.length];
      for (int d = 0; d < lengths.length; d++) {
        lengths[d] = array.length(d);
        lowerBounds[d] = array.lowerBound(d);
      }
      lengths[0] -= cut;
      for (int i = 0; i < lengths[0] * perRow; i++) {
        array.appendTo(i, builder.elements());
      }
      builder.finish(lengths.length, lengths, lowerBounds, (BytesColumn) result);
    };
  }
}
