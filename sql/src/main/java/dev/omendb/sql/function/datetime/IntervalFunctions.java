package dev.omendb.sql.function.datetime;

import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.real;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.datetime.DateTimes;
import dev.omendb.sql.type.datetime.Interval;

/// Interval arithmetic and justification.
public final class IntervalFunctions {
  private static final int DAYS_PER_MONTH = 30;
  private static final double SECONDS_PER_DAY = 86400;

  private IntervalFunctions() {}

  static void addTo(Implementations into) {
    into.row("interval_um", (c, a, i, r) -> append(times(at(a[0], i), -1L), r));
    into.row("interval_pl", (c, a, i, r) -> append(sum(at(a[0], i), at(a[1], i)), r));
    into.row("interval_mi", (c, a, i, r) -> append(sum(at(a[0], i), times(at(a[1], i), -1L)), r));
    into.row("interval_mul", (c, a, i, r) -> append(scaled(at(a[0], i), real(a[1], i)), r));
    into.row("mul_d_interval", (c, a, i, r) -> append(scaled(at(a[1], i), real(a[0], i)), r));
    into.row("interval_div", (c, a, i, r) -> append(divided(at(a[0], i), real(a[1], i)), r));
    into.row("interval_justify_hours", (c, a, i, r) -> append(justifyHours(at(a[0], i)), r));
    into.row("interval_justify_days", (c, a, i, r) -> append(justifyDays(at(a[0], i)), r));
    into.row("interval_justify_interval", (c, a, i, r) -> append(justify(at(a[0], i)), r));
    into.row("interval_finite", (c, a, i, r) -> put(r, true));
    into.aggregate("sum(interval)", context -> new IntervalSum(false));
    into.aggregate("avg(interval)", context -> new IntervalSum(true));
  }

  private static Interval at(Column column, int row) {
    return Interval.at((BytesColumn) column, row);
  }

  private static void append(Interval interval, Column result) {
    interval.appendTo((BytesColumn) result);
  }

  private static DatabaseException outOfRange() {
    return new DatabaseException(SqlState.DATETIME_FIELD_OVERFLOW, "interval out of range");
  }

  private static Interval times(Interval a, long factor) {
    try {
      return new Interval(
          Math.toIntExact(a.months() * factor),
          Math.toIntExact(a.days() * factor),
          Math.multiplyExact(a.micros(), factor));
    } catch (ArithmeticException e) {
      throw outOfRange();
    }
  }

  static Interval sum(Interval a, Interval b) {
    try {
      return new Interval(
          Math.addExact(a.months(), b.months()),
          Math.addExact(a.days(), b.days()),
          Math.addExact(a.micros(), b.micros()));
    } catch (ArithmeticException e) {
      throw outOfRange();
    }
  }

  private static int whole(double value) {
    if (!(value > Integer.MIN_VALUE - 1.0 && value < Integer.MAX_VALUE + 1.0)) {
      throw outOfRange();
    }
    return (int) value;
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e6) / 1e6;
  }

  /// The fraction of months cascades to days of which a month has 30, that of days to seconds.
  private static Interval scaled(Interval a, double factor) {
    return cascade(a.months() * factor, a.days() * factor, a.micros() * factor);
  }

  static Interval divided(Interval a, double divisor) {
    if (divisor == 0) {
      throw new DatabaseException(SqlState.DIVISION_BY_ZERO, "division by zero");
    }
    return cascade(a.months() / divisor, a.days() / divisor, a.micros() / divisor);
  }

  private static Interval cascade(double months, double days, double micros) {
    int wholeMonths = whole(months);
    int wholeDays = whole(days);
    double monthRest = rounded((months - wholeMonths) * DAYS_PER_MONTH);
    double seconds = rounded((days - wholeDays + monthRest - (int) monthRest) * SECONDS_PER_DAY);
    long total = wholeDays;
    if (Math.abs(seconds) >= SECONDS_PER_DAY) {
      total += (int) (seconds / SECONDS_PER_DAY);
      seconds -= (int) (seconds / SECONDS_PER_DAY) * SECONDS_PER_DAY;
    }
    total += (int) monthRest;
    double time = Math.rint(micros + seconds * DateTimes.MICROS_PER_SECOND);
    if (!(time >= -0x1p63 && time < 0x1p63) || total != (int) total) {
      throw outOfRange();
    }
    return new Interval(wholeMonths, (int) total, (long) time);
  }

  static Interval justifyHours(Interval a) {
    int days = Math.toIntExact(a.days() + a.micros() / DateTimes.MICROS_PER_DAY);
    long micros = a.micros() % DateTimes.MICROS_PER_DAY;
    if (days > 0 && micros < 0) {
      return new Interval(a.months(), days - 1, micros + DateTimes.MICROS_PER_DAY);
    }
    if (days < 0 && micros > 0) {
      return new Interval(a.months(), days + 1, micros - DateTimes.MICROS_PER_DAY);
    }
    return new Interval(a.months(), days, micros);
  }

  private static Interval justifyDays(Interval a) {
    int months = Math.toIntExact(a.months() + (long) (a.days() / DAYS_PER_MONTH));
    int days = a.days() % DAYS_PER_MONTH;
    if (months > 0 && days < 0) {
      return new Interval(months - 1, days + DAYS_PER_MONTH, a.micros());
    }
    if (months < 0 && days > 0) {
      return new Interval(months + 1, days - DAYS_PER_MONTH, a.micros());
    }
    return new Interval(months, days, a.micros());
  }

  private static Interval justify(Interval a) {
    long days = a.days() + a.micros() / DateTimes.MICROS_PER_DAY;
    long micros = a.micros() % DateTimes.MICROS_PER_DAY;
    long months = a.months() + days / DAYS_PER_MONTH;
    days %= DAYS_PER_MONTH;
    if (months > 0 && (days < 0 || days == 0 && micros < 0)) {
      days += DAYS_PER_MONTH;
      months--;
    } else if (months < 0 && (days > 0 || days == 0 && micros > 0)) {
      days -= DAYS_PER_MONTH;
      months++;
    }
    if (days > 0 && micros < 0) {
      micros += DateTimes.MICROS_PER_DAY;
      days--;
    } else if (days < 0 && micros > 0) {
      micros -= DateTimes.MICROS_PER_DAY;
      days++;
    }
    return new Interval(Math.toIntExact(months), Math.toIntExact(days), micros);
  }
}
