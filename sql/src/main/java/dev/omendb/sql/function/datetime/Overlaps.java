package dev.omendb.sql.function.datetime;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.datetime.DateTimes;
import dev.omendb.sql.type.datetime.Interval;
import org.jspecify.annotations.Nullable;

/// `(start, end) OVERLAPS (start, end)`; an end may be an interval after the start.
final class Overlaps {
  private Overlaps() {}

  /// A start plus an interval.
  private interface Adding {
    long plus(CallContext context, long start, Interval interval);
  }

  static void addTo(Implementations into) {
    add(into, "timestamp", (c, s, d) -> DateTimeFunctions.plus(s, d, 1));
    add(
        into,
        "timestamptz",
        (c, s, d) -> DateTimeFunctions.plus(s, d, 1, DateTimeFunctions.zone(c)));
    add(into, "time", (c, s, d) -> Math.floorMod(s + d.micros(), DateTimes.MICROS_PER_DAY));
  }

  private static void add(Implementations into, String type, Adding adding) {
    if (!type.equals("timestamptz")) {
      into.row("overlaps_" + type, (c, a, i, r) -> overlaps(c, a, i, adding, r));
    }
    for (String ends : new String[] {"interval %s interval", "%s %s interval", "interval %s %s"}) {
      String[] parts = ends.replace("%s", type).split(" ");
      into.row(
          "overlaps(" + type + "," + parts[0] + "," + parts[1] + "," + parts[2] + ")",
          (c, a, i, r) -> overlaps(c, a, i, adding, r));
    }
  }

  private static @Nullable Long end(
      CallContext context, Column start, Column end, int row, Adding adding) {
    if (end.isNull(row)) {
      return null;
    }
    if (end instanceof LongColumn longs) {
      return longs.get(row);
    }
    return start.isNull(row)
        ? null
        : (Long)
            adding.plus(
                context, ((LongColumn) start).get(row), Interval.at((BytesColumn) end, row));
  }

  private static void overlaps(
      CallContext context, Column[] arguments, int row, Adding adding, Column result) {
    Long s1 = arguments[0].isNull(row) ? null : (Long) ((LongColumn) arguments[0]).get(row);
    Long e1 = end(context, arguments[0], arguments[1], row, adding);
    Long s2 = arguments[2].isNull(row) ? null : (Long) ((LongColumn) arguments[2]).get(row);
    Long e2 = end(context, arguments[2], arguments[3], row, adding);
    Boolean answer = compare(s1, e1, s2, e2);
    if (answer == null) {
      result.appendNull();
    } else {
      ((LongColumn) result).append(answer ? 1 : 0);
    }
  }

  /// SQL's definition with NULL ends, as PostgreSQL implements it.
  private static @Nullable Boolean compare(
      @Nullable Long s1, @Nullable Long e1, @Nullable Long s2, @Nullable Long e2) {
    Long start1 = s1 == null || e1 != null && s1 > e1 ? e1 : s1;
    Long end1 = s1 == null ? null : e1 != null && s1 > e1 ? s1 : e1;
    Long start2 = s2 == null || e2 != null && s2 > e2 ? e2 : s2;
    Long end2 = s2 == null ? null : e2 != null && s2 > e2 ? s2 : e2;
    if (start1 == null || start2 == null) {
      return null;
    }
    int order = Long.compare(start1, start2);
    if (order == 0) {
      return end1 == null || end2 == null ? null : true;
    }
    Long firstEnd = order < 0 ? end1 : end2;
    Long secondStart = order < 0 ? start2 : start1;
    Long secondEnd = order < 0 ? end2 : end1;
    if (firstEnd == null) {
      return null;
    }
    if (secondStart < firstEnd) {
      return true;
    }
    return secondEnd == null ? null : false;
  }
}
