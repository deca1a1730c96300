package dev.omendb.sql.expression;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Function.Implementation;
import dev.omendb.sql.function.ScalarKernel;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// An operator's function applied to columns that were evaluated already; owns its result.
final class PairKernel {
  private final ScalarKernel kernel;
  private final Column[] arguments = new Column[2];
  private final Column result;

  PairKernel(Function function, PgType left, PgType right, PgType resultType) {
    if (!(function.implementation() instanceof Implementation.Scalar(ScalarKernel scalar, _))) {
      throw new IllegalArgumentException(function.name() + " is not a scalar function");
    }
    this.kernel = scalar.specialise(List.of(left, right), resultType);
    this.result = resultType.storage(-1).newColumn(1);
  }

  Column apply(EvaluationContext context, Column left, Column right, int rows) {
    arguments[0] = left;
    arguments[1] = right;
    result.clear();
    kernel.apply(context, arguments, rows, result);
    return result;
  }
}
