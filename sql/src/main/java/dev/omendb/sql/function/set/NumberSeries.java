package dev.omendb.sql.function.set;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.SetKernel;
import dev.omendb.sql.function.Values;

/// generate_series over integers: streams, however long.
public record NumberSeries() implements SetKernel {
  public static void addTo(Implementations into) {
    for (String type : new String[] {"int4", "int8"}) {
      into.set("generate_series_" + type, new NumberSeries());
      into.set("generate_series_step_" + type, new NumberSeries());
    }
  }

  @Override
  public Rows start(CallContext context, Column[] arguments, int row) {
    for (Column argument : arguments) {
      if (argument.isNull(row)) {
        return (into, max) -> 0;
      }
    }
    long step = arguments.length > 2 ? Values.number(arguments[2], row) : 1;
    if (step == 0) {
      throw new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, "step size cannot equal zero");
    }
    return new Range(Values.number(arguments[0], row), Values.number(arguments[1], row), step);
  }

  private static final class Range implements Rows {
    private final long last;
    private final long step;
    private long next;
    private boolean done;

    Range(long first, long last, long step) {
      this.next = first;
      this.last = last;
      this.step = step;
    }

    @Override
    public int next(Batch into, int max) {
      LongColumn out = (LongColumn) into.column(0);
      int count = 0;
      while (count < max && !done && (step > 0 ? next <= last : next >= last)) {
        out.append(next);
        count++;
        long following = next + step;
        done = step > 0 ? following < next : following > next;
        next = following;
      }
      return count;
    }
  }
}
