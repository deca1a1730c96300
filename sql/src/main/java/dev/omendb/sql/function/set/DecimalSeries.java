package dev.omendb.sql.function.set;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.SetKernel;
import dev.omendb.sql.type.numeric.Numeric;
import java.math.BigDecimal;

/// generate_series over numeric.
public record DecimalSeries() implements SetKernel {
  public static void addTo(Implementations into) {
    into.set("generate_series_numeric", new DecimalSeries());
    into.set("generate_series_step_numeric", new DecimalSeries());
  }

  @Override
  public Rows start(CallContext context, Column[] arguments, int row) {
    String[] names = {"start", "stop", "step size"};
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].isNull(row)) {
        return (into, max) -> 0;
      }
      Numeric.Kind kind = Numeric.kind((BytesColumn) arguments[i], row);
      if (kind != Numeric.Kind.FINITE) {
        throw invalid(
            names[i]
                + (i == 2 ? "" : " value")
                + " cannot be "
                + (kind == Numeric.Kind.NAN ? "NaN" : "infinity"));
      }
    }
    BigDecimal first = Numeric.decimal((BytesColumn) arguments[0], row);
    BigDecimal last = Numeric.decimal((BytesColumn) arguments[1], row);
    BigDecimal step =
        arguments.length > 2 ? Numeric.decimal((BytesColumn) arguments[2], row) : BigDecimal.ONE;
    if (step.signum() == 0) {
      throw invalid("step size cannot equal zero");
    }
    return new Rows() {
      private BigDecimal next = first;

      @Override
      public int next(Batch into, int max) {
        int count = 0;
        while (count < max && next.compareTo(last) * step.signum() <= 0) {
          Numeric.append(next, (BytesColumn) into.column(0));
          next = next.add(step);
          count++;
        }
        return count;
      }
    };
  }

  private static DatabaseException invalid(String message) {
    return new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, message);
  }
}
