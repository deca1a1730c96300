package dev.omendb.sql.function.datetime;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.compare.Comparison;

/// Comparisons across date, timestamp and timestamptz: both sides become moments.
final class DateTimeComparisons {
  private static final String[] NAMES = {"lt", "le", "eq", "ne", "ge", "gt"};

  private DateTimeComparisons() {}

  /// A value as microseconds.
  private interface Moment {
    long of(CallContext context, long value);
  }

  static void addTo(Implementations into) {
    Moment date = (c, v) -> DateTimeFunctions.dateStart(v);
    Moment zonedDate = DateTimeCasts::dateToUtc;
    Moment same = (c, v) -> v;
    Moment zoned = DateTimeCasts::utc;
    add(into, "date", "timestamp", date, same);
    add(into, "timestamp", "date", same, date);
    add(into, "date", "timestamptz", zonedDate, same);
    add(into, "timestamptz", "date", same, zonedDate);
    add(into, "timestamp", "timestamptz", zoned, same);
    add(into, "timestamptz", "timestamp", same, zoned);
  }

  private static void add(
      Implementations into, String left, String right, Moment leftMoment, Moment rightMoment) {
    for (Comparison comparison : Comparison.values()) {
      into.row(
          left + "_" + NAMES[comparison.ordinal()] + "_" + right,
          (c, a, i, r) -> {
            long x = leftMoment.of(c, number(a[0], i));
            long y = rightMoment.of(c, number(a[1], i));
            put(r, comparison.accepts(Long.compare(x, y)));
          });
    }
    into.row(
        left + "_cmp_" + right,
        (c, a, i, r) -> {
          long x = leftMoment.of(c, number(a[0], i));
          long y = rightMoment.of(c, number(a[1], i));
          put(r, (long) Long.compare(x, y));
        });
  }
}
