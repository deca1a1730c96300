package dev.omendb.sql.function.system;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.math.NumericFunctions;
import dev.omendb.sql.type.PgType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// pg_size_pretty, pg_size_bytes, pg_column_size.
final class SizeFunctions {
  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};

  private SizeFunctions() {}

  static void addTo(Implementations into) {
    into.row("pg_size_pretty", (c, a, i, r) -> put(r, pretty(BigDecimal.valueOf(number(a[0], i)))));
    into.row(
        "pg_size_pretty_numeric",
        (c, a, i, r) -> put(r, pretty(NumericFunctions.decimal(a[0], i))));
    into.row("pg_size_bytes", (c, a, i, r) -> put(r, bytes(text(a[0], i))));
    into.typedRow(
        "pg_column_size", (types, t) -> (c, a, i, r) -> put(r, columnSize(types.get(0), a[0], i)));
  }

  /// Halves are rounded up; a unit is kept until its number reaches 10240.
  private static String pretty(BigDecimal size) {
    BigDecimal value = size;
    BigDecimal limit = BigDecimal.valueOf(10 * 1024);
    if (value.abs().compareTo(limit) < 0) {
      return value.toPlainString() + " bytes";
    }
    // One binary digit more than the unit needs is kept for rounding.
    value = shift(value, 9);
    limit = BigDecimal.valueOf(20 * 1024 - 1);
    for (int unit = 1; ; unit++) {
      if (value.abs().compareTo(limit) < 0 || unit == UNITS.length - 1) {
        BigDecimal halved =
            value
                .add(BigDecimal.valueOf(value.signum()))
                .divide(BigDecimal.TWO, 0, RoundingMode.DOWN);
        return halved.toPlainString() + " " + UNITS[unit];
      }
      value = shift(value, 10);
    }
  }

  private static BigDecimal shift(BigDecimal value, int bits) {
    return value.divide(BigDecimal.valueOf(1L << bits), 0, RoundingMode.DOWN);
  }

  private static long bytes(String text) {
    String trimmed = text.strip();
    int end = 0;
    while (end < trimmed.length() && "+-.0123456789eE".indexOf(trimmed.charAt(end)) >= 0) {
      end++;
    }
    String unit = trimmed.substring(end).strip().toLowerCase(Locale.ROOT);
    BigDecimal number;
    try {
      number = new BigDecimal(trimmed.substring(0, end));
    } catch (NumberFormatException e) {
      throw invalid(text);
    }
    int power = unit.isEmpty() || unit.equals("b") ? 0 : -1;
    for (int i = 0; i < UNITS.length; i++) {
      power = unit.equals(UNITS[i].toLowerCase(Locale.ROOT)) ? i : power;
    }
    if (power < 0) {
      throw invalid(text)
          .detail("Invalid size unit: \"" + trimmed.substring(end).strip() + "\".")
          .hint("Valid units are \"bytes\", \"B\", \"kB\", \"MB\", \"GB\", \"TB\", and \"PB\".");
    }
    return number
        .multiply(BigDecimal.valueOf(1024).pow(power))
        .setScale(0, RoundingMode.HALF_UP)
        .longValue();
  }

  private static DatabaseException invalid(String text) {
    return new DatabaseException(
        SqlState.INVALID_PARAMETER_VALUE, "invalid size: \"" + text + "\"");
  }

  private static long columnSize(PgType type, Column column, int row) {
    return column instanceof BytesColumn bytes ? bytes.length(row) : type.storage(-1).width();
  }
}
