package dev.omendb.sql.function.compare;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.LongKernels;
import dev.omendb.sql.function.ScalarKernel;
import dev.omendb.sql.type.PgType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compares values of any type by the type's own order. Specialised for the column kind when bound.
///
/// @param type null until specialised
record TypeComparison(Comparison comparison, @Nullable PgType type) implements ScalarKernel {
  @Override
  public ScalarKernel specialise(List<PgType> argumentTypes, PgType resultType) {
    PgType argument = argumentTypes.get(0);
    StorageType.Kind kind = argument.storage(-1).kind();
    return switch (kind) {
      case BOOL, INT2, INT4, INT8 ->
          ordersByValue(argument)
              ? new LongComparison(comparison)
              : new TypeComparison(comparison, argument);
      case FLOAT4, FLOAT8 -> new DoubleComparison(comparison);
      case FIXED, VARIABLE -> new TypeComparison(comparison, argument);
    };
  }

  @Override
  public void apply(CallContext context, Column[] arguments, int rows, Column result) {
    PgType by = java.util.Objects.requireNonNull(type, "not specialised");
    LongColumn out = LongKernels.prepare(arguments, rows, result);
    Column left = arguments[0];
    Column right = arguments[1];
    long[] to = out.values();
    boolean equality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
    for (int i = 0; i < rows; i++) {
      if (out.isNull(i)) {
        continue;
      }
      boolean holds =
          equality
              ? by.equal(left, i, right, i) == (comparison == Comparison.EQUAL)
              : comparison.accepts(by.compare(left, i, right, i));
      to[i] = holds ? 1 : 0;
    }
  }

  /// Enums are ordered by their labels' places and not by oid.
  private static boolean ordersByValue(PgType type) {
    return type.info().kind() != 'e';
  }
}
