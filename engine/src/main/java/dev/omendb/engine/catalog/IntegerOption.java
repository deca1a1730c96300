package dev.omendb.engine.catalog;

import java.util.Map;
import java.util.OptionalInt;

/// Integers among the options of an index or a table. They are kept as they were written, and read
/// as PostgreSQL's parse_int does: `16`, `0x10` and `15.6` are the same.
public final class IntegerOption {
  private IntegerOption() {}

  /// The value of an option, which has been checked.
  public static int of(Map<String, String> options, String name, int standard) {
    String text = options.get(name);
    return text == null ? standard : parse(text).orElse(standard);
  }

  /// Empty for what is no integer, or not of 32 bits.
  public static OptionalInt parse(String text) {
    String digits = text.strip();
    double number;
    try {
      number =
          isPlain(digits) ? Integer.decode(digits) : Math.rint(Double.parseDouble(digits));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
    return number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE
        ? OptionalInt.of((int) number)
        : OptionalInt.empty();
  }

  /// Hexadecimal, octal with a leading 0, or decimal, of few enough digits.
  private static boolean isPlain(String digits) {
    return digits.matches("[+-]?(0[xX][0-9a-fA-F]{1,7}|0[0-7]{0,10}|[1-9][0-9]{0,8})");
  }
}
