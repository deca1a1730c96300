package dev.omendb.sql.session;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// How values of each kind of parameter are read: PostgreSQL documentation, section 20.1.1.
final class SettingKinds {
  private static final BigDecimal GREATEST = BigDecimal.valueOf(Integer.MAX_VALUE);

  private SettingKinds() {}

  static Setting bool(String name, boolean initial, String category, String description) {
    return new Setting(
        name, "bool", "user", initial ? "on" : "off", "", "", "", List.of(), false, category,
        description, "", value -> parseBool(name, value));
  }

  static Setting integer(
      String name, long initial, long minimum, long maximum, String unit, String category,
      String description) {
    return new Setting(
        name, "integer", "user", withUnit(initial, unit), unit, Long.toString(minimum),
        Long.toString(maximum), List.of(), false, category, description, "",
        value -> parseInteger(name, value, minimum, maximum, unit));
  }

  static Setting real(
      String name, double initial, double minimum, double maximum, String category,
      String description) {
    return new Setting(
        name, "real", "user", printReal(initial), "", printReal(minimum), printReal(maximum),
        List.of(), false, category, description, "",
        value -> parseReal(name, value, minimum, maximum));
  }

  static Setting choice(
      String name, String initial, List<String> choices, String category, String description) {
    return new Setting(
        name, "enum", "user", initial, "", "", "", choices, false, category, description, "",
        value -> parseChoice(name, value, choices));
  }

  static Setting text(String name, String initial, String category, String description) {
    return text(name, initial, category, description, UnaryOperator.identity());
  }

  static Setting text(
      String name, String initial, String category, String description,
      UnaryOperator<String> check) {
    return new Setting(
        name, "string", "user", initial, "", "", "", List.of(), false, category, description, "",
        check);
  }

  /// Not to be set by anyone.
  static Setting internal(Setting setting) {
    return withContext(setting, "internal", setting.reported());
  }

  static Setting atStart(Setting setting) {
    return withContext(setting, "postmaster", setting.reported());
  }

  static Setting reported(Setting setting) {
    return withContext(setting, setting.context(), true);
  }

  private static Setting withContext(Setting s, String context, boolean reported) {
    return new Setting(
        s.name(), s.kind(), context, s.defaultValue(), s.unit(), s.minimum(), s.maximum(),
        s.choices(), reported, s.category(), s.description(), s.details(), s.normalise());
  }

  static Setting detailed(String details, Setting s) {
    return new Setting(
        s.name(), s.kind(), s.context(), s.defaultValue(), s.unit(), s.minimum(), s.maximum(),
        s.choices(), s.reported(), s.category(), s.description(), details, s.normalise());
  }

  private static String parseBool(String name, String value) {
    String v = value.toLowerCase(Locale.ROOT);
    if (!v.isEmpty()) {
      if ("true".startsWith(v) || "yes".startsWith(v) || v.equals("on") || v.equals("1")) {
        return "on";
      }
      if ("false".startsWith(v) || "no".startsWith(v) || v.equals("0")
          || ("off".startsWith(v) && v.length() > 1)) {
        return "off";
      }
    }
    throw new DatabaseException(
        SqlState.INVALID_PARAMETER_VALUE,
        "parameter \"" + name + "\" requires a Boolean value");
  }

  private static String parseChoice(String name, String value, List<String> choices) {
    for (String choice : choices) {
      if (choice.equalsIgnoreCase(value)) {
        return choice;
      }
    }
    throw new DatabaseException(
            SqlState.INVALID_PARAMETER_VALUE,
            "invalid value for parameter \"" + name + "\": \"" + value + "\"")
        .hint("Available values: " + String.join(", ", choices) + ".");
  }

  private static String parseReal(String name, String value, double minimum, double maximum) {
    double parsed;
    try {
      parsed = Double.parseDouble(value.strip());
    } catch (NumberFormatException e) {
      throw invalid(name, value);
    }
    if (parsed < minimum || parsed > maximum || Double.isNaN(parsed)) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "%s is outside the valid range for parameter \"%s\" (%s .. %s)"
              .formatted(printReal(parsed), name, printReal(minimum), printReal(maximum)));
    }
    return printReal(parsed);
  }

  private static String parseInteger(
      String name, String value, long minimum, long maximum, String unit) {
    String v = value.strip();
    int end = 0;
    while (end < v.length() && "+-.0123456789eE".indexOf(v.charAt(end)) >= 0) {
      end++;
    }
    if (end == 0) {
      throw invalid(name, value);
    }
    String suffix = v.substring(end).strip();
    long parsed;
    try {
      BigDecimal factor = suffix.isEmpty() ? BigDecimal.ONE : factor(name, value, suffix, unit);
      BigDecimal exact = new BigDecimal(v.substring(0, end)).multiply(factor);
      if (exact.abs().compareTo(GREATEST) > 0) {
        throw invalid(name, value).hint("Value exceeds integer range.");
      }
      parsed = exact.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw invalid(name, value);
    }
    if (parsed < minimum || parsed > maximum) {
      String suffixText = unit.isEmpty() ? "" : " " + unit;
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "%d%s is outside the valid range for parameter \"%s\" (%d .. %d)"
              .formatted(parsed, suffixText, name, minimum, maximum));
    }
    return withUnit(parsed, unit);
  }

  /// How many base units one `suffix` is.
  private static BigDecimal factor(String name, String value, String suffix, String unit) {
    if (unit.isEmpty()) {
      throw invalid(name, value);
    }
    BigDecimal suffixSize = size(suffix);
    BigDecimal unitSize = size(unit);
    if (suffixSize == null || unitSize == null || isTime(suffix) != isTime(unit)) {
      throw invalid(name, value)
          .hint(
              isTime(unit)
                  ? "Valid units for this parameter are \"us\", \"ms\", \"s\", \"min\", \"h\", and"
                      + " \"d\"."
                  : "Valid units for this parameter are \"B\", \"kB\", \"MB\", \"GB\", and"
                      + " \"TB\".");
    }
    return suffixSize.divide(unitSize, 10, RoundingMode.HALF_EVEN);
  }

  private static boolean isTime(String unit) {
    return switch (unit) {
      case "us", "ms", "s", "min", "h", "d" -> true;
      default -> false;
    };
  }

  /// In µs or bytes.
  private static @org.jspecify.annotations.Nullable BigDecimal size(String unit) {
    return switch (unit) {
      case "us", "B" -> BigDecimal.ONE;
      case "ms" -> BigDecimal.valueOf(1_000);
      case "s" -> BigDecimal.valueOf(1_000_000);
      case "min" -> BigDecimal.valueOf(60_000_000L);
      case "h" -> BigDecimal.valueOf(3_600_000_000L);
      case "d" -> BigDecimal.valueOf(86_400_000_000L);
      case "kB" -> BigDecimal.valueOf(1L << 10);
      case "8kB" -> BigDecimal.valueOf(1L << 13);
      case "MB" -> BigDecimal.valueOf(1L << 20);
      case "GB" -> BigDecimal.valueOf(1L << 30);
      case "TB" -> BigDecimal.valueOf(1L << 40);
      default -> null;
    };
  }

  /// As SHOW prints it: in the largest unit that divides it.
  static String withUnit(long value, String unit) {
    if (value <= 0) {
      return Long.toString(value);
    }
    return switch (unit) {
      case "ms" -> largest(value, new long[] {86_400_000, 3_600_000, 60_000, 1_000, 1},
          new String[] {"d", "h", "min", "s", "ms"});
      case "s" -> largest(value, new long[] {86_400, 3_600, 60, 1},
          new String[] {"d", "h", "min", "s"});
      case "kB" -> largest(value, new long[] {1L << 30, 1L << 20, 1L << 10, 1},
          new String[] {"TB", "GB", "MB", "kB"});
      case "8kB" -> largest(value * 8, new long[] {1L << 30, 1L << 20, 1L << 10, 1},
          new String[] {"TB", "GB", "MB", "kB"});
      default -> Long.toString(value);
    };
  }

  private static String largest(long value, long[] sizes, String[] names) {
    for (int i = 0; i < sizes.length; i++) {
      if (value % sizes[i] == 0) {
        return value / sizes[i] + names[i];
      }
    }
    return Long.toString(value);
  }

  private static String printReal(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static DatabaseException invalid(String name, String value) {
    return new DatabaseException(
        SqlState.INVALID_PARAMETER_VALUE,
        "invalid value for parameter \"" + name + "\": \"" + value + "\"");
  }
}
