package dev.omendb.sql.function.datetime;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.SetKernel;
import dev.omendb.sql.function.Values;
import dev.omendb.sql.type.datetime.DateTimes;
import dev.omendb.sql.type.datetime.Interval;

/// generate_series over timestamps with an interval step.
record TimestampSeries(boolean zoned) implements SetKernel {
  static void addTo(Implementations into) {
    into.set("generate_series_timestamp", new TimestampSeries(false));
    into.set("generate_series_timestamptz", new TimestampSeries(true));
  }

  @Override
  public Rows start(CallContext context, Column[] arguments, int row) {
    for (Column argument : arguments) {
      if (argument.isNull(row)) {
        return (into, max) -> 0;
      }
    }
    Interval step = Interval.at((BytesColumn) arguments[2], row);
    long days = step.months() * 30L + step.days();
    long span = days * DateTimes.MICROS_PER_DAY + step.micros();
    if (span == 0) {
      throw new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, "step size cannot equal zero");
    }
    long first = Values.number(arguments[0], row);
    long last = Values.number(arguments[1], row);
    return new Rows() {
      private long next = first;

      @Override
      public int next(Batch into, int max) {
        int count = 0;
        while (count < max && (span > 0 ? next <= last : next >= last)) {
          ((LongColumn) into.column(0)).append(next);
          count++;
          next =
              zoned
                  ? DateTimeFunctions.plus(next, step, 1, DateTimeFunctions.zone(context))
                  : DateTimeFunctions.plus(next, step, 1);
        }
        return count;
      }
    };
  }
}
