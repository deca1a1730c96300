package dev.omendb.sql.function.datetime;

import static dev.omendb.sql.function.Values.number;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.datetime.DateTimes;
import dev.omendb.sql.type.datetime.Interval;

/// age: a difference in years, months, days and time, as people count it.
final class Age {
  private Age() {}

  static void addTo(Implementations into) {
    into.row("timestamp_age", (c, a, i, r) -> age(number(a[0], i), number(a[1], i), r));
    into.row(
        "timestamptz_age",
        (c, a, i, r) -> age(local(c, number(a[0], i)), local(c, number(a[1], i)), r));
    into.row("age(timestamp)", (c, a, i, r) -> age(today(c), number(a[0], i), r));
    into.row("age(timestamptz)", (c, a, i, r) -> age(today(c), local(c, number(a[0], i)), r));
  }

  private static long local(CallContext context, long utc) {
    return DateTimeCasts.local(context, utc);
  }

  /// Midnight of the current date.
  private static long today(CallContext context) {
    return DateTimes.days(local(context, context.transactionMicros())) * DateTimes.MICROS_PER_DAY;
  }

  private static void age(long later, long earlier, Column result) {
    if (!DateTimes.isFinite(later) || !DateTimes.isFinite(earlier)) {
      throw DateTimeFunctions.outOfRange("timestamp");
    }
    boolean negative = later < earlier;
    long high = Math.max(later, earlier);
    long low = Math.min(later, earlier);
    long highCivil = DateTimes.civilFromDays(DateTimes.days(high));
    long lowCivil = DateTimes.civilFromDays(DateTimes.days(low));
    long micros = DateTimes.timeOfDay(high) - DateTimes.timeOfDay(low);
    int days = DateTimes.day(highCivil) - DateTimes.day(lowCivil);
    int months =
        (DateTimes.year(highCivil) - DateTimes.year(lowCivil)) * 12
            + DateTimes.month(highCivil)
            - DateTimes.month(lowCivil);
    if (micros < 0) {
      micros += DateTimes.MICROS_PER_DAY;
      days--;
    }
    if (days < 0) {
      days += DateTimes.daysInMonth(DateTimes.year(lowCivil), DateTimes.month(lowCivil));
      months--;
    }
    int sign = negative ? -1 : 1;
    Interval.append(sign * months, sign * days, sign * micros, (BytesColumn) result);
  }
}
