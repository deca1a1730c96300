package dev.omendb.sql.function.aggregate;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;

/// percentile_cont, percentile_disc and mode: `f(fraction) WITHIN GROUP (ORDER BY x)`, called with
/// (fraction, x) or (x). Rows arrive in the order asked for: the executor sorts them.
final class OrderedSets {
  private OrderedSets() {}

  static void addTo(Implementations into) {
    into.aggregate(
        "percentile_cont(float8,float8)",
        Aggregates.typed(types -> context -> new Percentile(types.get(1), true)));
    into.aggregate(
        "percentile_disc(float8,anyelement)",
        Aggregates.typed(types -> context -> new Percentile(types.get(1), false)));
    into.aggregate(
        "mode(anyelement)", Aggregates.typed(types -> context -> new Mode(types.get(0))));
  }

  private static final class Percentile extends RowCollector {
    private final boolean continuous;

    Percentile(PgType type, boolean continuous) {
      super(new Column[] {new DoubleColumn(16), type.storage(-1).newColumn(16)}, false);
      this.continuous = continuous;
    }

    @Override
    public void result(int group, Column into) {
      Column values = column(1);
      List<Integer> order = new ArrayList<>();
      for (int row = first(group); row >= 0; row = next(row)) {
        if (!values.isNull(row)) {
          order.add(row);
        }
      }
      if (order.isEmpty() || column(0).isNull(first(group))) {
        into.appendNull();
        return;
      }
      double fraction = ((DoubleColumn) column(0)).get(first(group));
      if (!(fraction >= 0 && fraction <= 1)) {
        throw new DatabaseException(
            SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
            "percentile value " + trimmed(fraction) + " is not between 0 and 1");
      }
      if (continuous) {
        double place = fraction * (order.size() - 1);
        DoubleColumn doubles = (DoubleColumn) values;
        double low = doubles.get(order.get((int) Math.floor(place)));
        double high = doubles.get(order.get((int) Math.ceil(place)));
        ((DoubleColumn) into).append(low + (place - Math.floor(place)) * (high - low));
      } else {
        int place = Math.max(0, (int) Math.ceil(fraction * order.size()) - 1);
        into.appendFrom(values, order.get(place));
      }
    }

    private static String trimmed(double value) {
      return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
  }

  private static final class Mode extends RowCollector {
    private final PgType type;

    Mode(PgType type) {
      super(new Column[] {type.storage(-1).newColumn(16)}, true);
      this.type = type;
    }

    @Override
    public void result(int group, Column into) {
      Column values = column(0);
      List<Integer> order = new ArrayList<>();
      for (int row = first(group); row >= 0; row = next(row)) {
        order.add(row);
      }
      if (order.isEmpty()) {
        into.appendNull();
        return;
      }
      int best = 0;
      int bestCount = 0;
      for (int from = 0; from < order.size(); ) {
        int to = from + 1;
        while (to < order.size() && type.equal(values, order.get(from), values, order.get(to))) {
          to++;
        }
        if (to - from > bestCount) {
          bestCount = to - from;
          best = from;
        }
        from = to;
      }
      into.appendFrom(values, order.get(best));
    }
  }
}
