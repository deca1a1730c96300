package dev.omendb.sql.function.set;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Function.Implementation;
import dev.omendb.sql.function.SetKernel;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.array.ArrayType;
import dev.omendb.sql.type.array.ArrayValue;
import java.util.ArrayList;
import java.util.List;

/// `unnest(a, b, …)` in FROM: a column for each array, the shorter ones padded with NULLs. Made by
/// the binder for the arrays of one call.
public final class ZippedUnnest implements SetKernel {
  private final List<PgType> elements;

  private ZippedUnnest(List<PgType> elements) {
    this.elements = elements;
  }

  /// The function for arrays of these types.
  public static Function of(List<PgType> arrays) {
    List<PgType> elements = new ArrayList<>();
    List<Function.Output> outputs = new ArrayList<>();
    for (PgType array : arrays) {
      PgType element = ((ArrayType) array).element();
      elements.add(element);
      outputs.add(new Function.Output("unnest", element.oid()));
    }
    return new Function(
        0,
        "pg_catalog",
        "unnest",
        "array_unnest",
        arrays.stream().map(PgType::oid).toList(),
        List.of(),
        TypeOids.RECORD,
        outputs,
        arrays.size(),
        false,
        false,
        Function.Volatility.IMMUTABLE,
        new Implementation.SetReturning(new ZippedUnnest(List.copyOf(elements))));
  }

  @Override
  public Rows start(CallContext context, Column[] arguments, int row) {
    return Series.lenient((c, a, i, into) -> zip(a, i, into)).start(context, arguments, row);
  }

  private void zip(Column[] arguments, int row, Batch into) {
    int longest = 0;
    for (int i = 0; i < arguments.length; i++) {
      if (!arguments[i].isNull(row)) {
        ArrayValue array = new ArrayValue(elements.get(i)).at(arguments[i], row);
        array.appendAllTo(into.column(i));
        longest = Math.max(longest, array.count());
      }
    }
    for (int i = 0; i < arguments.length; i++) {
      while (into.column(i).size() < longest) {
        into.column(i).appendNull();
      }
    }
  }
}
