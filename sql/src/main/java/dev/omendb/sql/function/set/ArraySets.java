package dev.omendb.sql.function.set;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.SetKernel;
import dev.omendb.sql.function.Values;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.array.ArrayType;
import dev.omendb.sql.type.array.ArrayValue;
import java.util.List;

/// unnest, generate_subscripts and information_schema._pg_expandarray.
public final class ArraySets {
  private ArraySets() {}

  public static void addTo(Implementations into) {
    into.set("array_unnest", typed((array, c, a, i, rows) -> array.appendAllTo(rows.column(0))));
    into.set("_pg_expandarray(anyarray)", typed((array, c, a, i, rows) -> expand(array, rows)));
    into.set("generate_subscripts", typed((array, c, a, i, rows) -> subscripts(array, a, i, rows)));
    into.set(
        "generate_subscripts_nodir",
        typed((array, c, a, i, rows) -> subscripts(array, a, i, rows)));
  }

  /// Appends the rows of one array.
  private interface Unpacking {
    void unpack(ArrayValue array, CallContext context, Column[] arguments, int row, Batch into);
  }

  private static SetKernel typed(Unpacking unpacking) {
    return new SetKernel() {
      @Override
      public SetKernel specialise(List<PgType> argumentTypes, PgType resultType) {
        PgType type = argumentTypes.get(0);
        PgType element =
            type instanceof ArrayType array
                ? array.element()
                : dev.omendb.sql.type.Types.builtin().byOid(type.info().elementOid());
        return Series.of((context, arguments, row, into) ->
            unpacking.unpack(
                new ArrayValue(element).at(arguments[0], row), context, arguments, row, into));
      }

      @Override
      public Rows start(CallContext context, Column[] arguments, int row) {
        throw new IllegalStateException("a polymorphic function was not specialised");
      }
    };
  }

  private static void expand(ArrayValue array, Batch into) {
    for (int i = 0; i < array.count(); i++) {
      array.appendTo(i, into.column(0));
      Values.put(into.column(1), i + 1);
    }
  }

  private static void subscripts(ArrayValue array, Column[] arguments, int row, Batch into) {
    int dimension = Values.integer(arguments[1], row);
    if (dimension < 1 || dimension > array.dimensions()) {
      return;
    }
    boolean reverse = arguments.length > 2 && Values.flag(arguments[2], row);
    int length = array.length(dimension - 1);
    int lower = array.lowerBound(dimension - 1);
    for (int i = 0; i < length; i++) {
      Values.put(into.column(0), reverse ? lower + length - 1 - i : lower + i);
    }
  }
}
