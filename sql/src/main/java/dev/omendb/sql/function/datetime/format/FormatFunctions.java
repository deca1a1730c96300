package dev.omendb.sql.function.datetime.format;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.real;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.math.NumericFunctions;
import dev.omendb.sql.type.datetime.DateTimes;
import dev.omendb.sql.type.datetime.Interval;
import dev.omendb.sql.type.numeric.Numeric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// to_char, to_date, to_timestamp, to_number.
public final class FormatFunctions {
  private FormatFunctions() {}

  public static void addTo(Implementations into) {
    into.row("timestamp_to_char", (c, a, i, r) -> timestamp(a, i, null, r));
    into.row("timestamptz_to_char", (c, a, i, r) -> timestamp(a, i, c.format().timeZone(), r));
    into.row(
        "interval_to_char",
        (c, a, i, r) -> {
          DateFields fields = DateFields.of(Interval.at((BytesColumn) a[0], i));
          put(r, DatePrinter.print(DateTemplate.parse(text(a[1], i)), fields));
        });
    into.row("to_date", (c, a, i, r) -> put(r, read(a, i).days()));
    into.row("to_timestamp", FormatFunctions::toTimestamp);
    into.row("int4_to_char", (c, a, i, r) -> print(BigDecimal.valueOf(number(a[0], i)), a, i, r));
    into.row("int8_to_char", (c, a, i, r) -> print(BigDecimal.valueOf(number(a[0], i)), a, i, r));
    into.row("float4_to_char", (c, a, i, r) -> floating(a, i, 6, r));
    into.row("float8_to_char", (c, a, i, r) -> floating(a, i, 15, r));
    into.row("numeric_to_char", FormatFunctions::numeric);
    into.row("numeric_to_number", FormatFunctions::toNumber);
  }

  /// A local timestamp by a template.
  public static String print(long local, String template) {
    return DatePrinter.print(DateTemplate.parse(template), DateFields.of(local, "", 0));
  }

  private static void timestamp(Column[] arguments, int row, @Nullable ZoneId zone, Column result) {
    long value = number(arguments[0], row);
    if (!DateTimes.isFinite(value) || text(arguments[1], row).isEmpty()) {
      result.appendNull();
      return;
    }
    DateFields fields = zone == null ? DateFields.of(value, "", 0) : DateFields.zoned(value, zone);
    put(result, DatePrinter.print(DateTemplate.parse(text(arguments[1], row)), fields));
  }

  private static DateReader read(Column[] arguments, int row) {
    DateReader reader = new DateReader(text(arguments[0], row));
    reader.read(DateTemplate.parse(text(arguments[1], row)));
    return reader;
  }

  private static void toTimestamp(CallContext context, Column[] arguments, int row, Column result) {
    DateReader reader = read(arguments, row);
    long local = reader.days() * DateTimes.MICROS_PER_DAY + reader.time();
    put(
        result,
        reader.hasOffset()
            ? local - reader.offset() * DateTimes.MICROS_PER_SECOND
            : DateTimes.toUtc(local, context.format().timeZone()));
  }

  private static void print(BigDecimal value, Column[] arguments, int row, Column result) {
    put(result, NumberPrinter.print(NumberTemplate.parse(text(arguments[1], row)), value));
  }

  private static void floating(Column[] arguments, int row, int digits, Column result) {
    double value = real(arguments[0], row);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      put(result, Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
      return;
    }
    print(new BigDecimal(value).round(new MathContext(digits)), arguments, row, result);
  }

  private static void numeric(CallContext context, Column[] arguments, int row, Column result) {
    BytesColumn values = (BytesColumn) arguments[0];
    if (Numeric.kind(values, row) != Numeric.Kind.FINITE) {
      put(result, String.valueOf(Numeric.doubleValue(values, row)));
      return;
    }
    print(Numeric.decimal(values, row), arguments, row, result);
  }

  /// Keeps the digits that stand where the template has digits.
  private static void toNumber(CallContext context, Column[] arguments, int row, Column result) {
    String text = text(arguments[0], row);
    NumberTemplate template = NumberTemplate.parse(text(arguments[1], row));
    StringBuilder digits = new StringBuilder();
    boolean negative = text.contains("-") || template.brackets && text.contains("<");
    boolean point = false;
    for (char c : text.toCharArray()) {
      if (Character.isDigit(c)) {
        digits.append(c);
      } else if (c == '.' && !point) {
        point = true;
        digits.append(c);
      }
    }
    if (digits.isEmpty() || digits.toString().equals(".")) {
      throw new DatabaseException(
          SqlState.INVALID_TEXT_REPRESENTATION,
          "invalid input syntax for type numeric: \"" + text + "\"");
    }
    BigDecimal value = new BigDecimal(digits.toString());
    value = value.movePointLeft(template.shift);
    NumericFunctions.put(result, negative ? value.negate() : value);
  }
}
