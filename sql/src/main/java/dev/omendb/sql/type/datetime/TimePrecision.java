package dev.omendb.sql.type.datetime;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeModifiers;

/// The modifier of time(p) and timestamp(p): p itself, at most 6.
final class TimePrecision {
  static final int MAXIMUM = 6;

  private TimePrecision() {}

  /// A larger p becomes 6, as PostgreSQL does with a warning.
  static int typmodIn(String type, String suffix, String[] modifiers) {
    if (modifiers.length != 1) {
      throw InputErrors.invalidModifier();
    }
    int precision = TypeModifiers.parse(modifiers[0]);
    if (precision < 0) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "%s(%d)%s precision must not be negative".formatted(type, precision, suffix));
    }
    return Math.min(precision, MAXIMUM);
  }

  static String display(String type, int typmod, String suffix) {
    return typmod < 0 ? type + suffix : type + "(" + typmod + ")" + suffix;
  }
}
