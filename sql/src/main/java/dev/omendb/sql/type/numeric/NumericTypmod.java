package dev.omendb.sql.type.numeric;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeModifiers;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// The modifier of numeric(precision, scale): `(precision << 16 | scale & 0x7ff) + 4`. Scale may be
/// negative or above precision.
public final class NumericTypmod {
  private static final int MAX_PRECISION = 1000;
  private static final int MAX_DECLARED_SCALE = 1000;

  private NumericTypmod() {}

  public static int precision(int typmod) {
    return (typmod - 4) >>> 16 & 0xFFFF;
  }

  public static int scale(int typmod) {
    return ((typmod - 4 & 0x7FF) ^ 1024) - 1024;
  }

  public static int of(int precision, int scale) {
    return (precision << 16 | scale & 0x7FF) + 4;
  }

  static int parse(String[] modifiers) {
    int[] values = new int[modifiers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = TypeModifiers.parse(modifiers[i]);
    }
    if (values.length < 1 || values.length > 2) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE, "invalid NUMERIC type modifier");
    }
    if (values[0] < 1 || values[0] > MAX_PRECISION) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "NUMERIC precision %d must be between 1 and %d".formatted(values[0], MAX_PRECISION));
    }
    int scale = values.length == 2 ? values[1] : 0;
    if (Math.abs((long) scale) > MAX_DECLARED_SCALE) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "NUMERIC scale %d must be between %d and %d"
              .formatted(scale, -MAX_DECLARED_SCALE, MAX_DECLARED_SCALE));
    }
    return of(values[0], scale);
  }

  /// Appends a finite value rounded to the modifier (-1: as it is). Errors: 22003 `numeric field
  /// overflow`.
  public static void appendRounded(BigDecimal value, int typmod, BytesColumn into) {
    if (typmod < 4) {
      Numeric.append(value, into);
      return;
    }
    int scale = scale(typmod);
    BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
    int wholeDigits = precision(typmod) - scale;
    if (rounded.signum() != 0 && rounded.precision() - rounded.scale() > wholeDigits) {
      throw overflow(typmod);
    }
    Numeric.append(rounded, into);
  }

  /// As [#appendRounded] for small values.
  static void appendRounded(long unscaled, int scale, int typmod, BytesColumn into) {
    if (typmod < 4) {
      Numeric.append(unscaled, scale, into);
      return;
    }
    int target = scale(typmod);
    int whole = precision(typmod) - target;
    int added = target - scale;
    if (target < 0 || target > 18 || added < 0 || added > 18) {
      appendRounded(BigDecimal.valueOf(unscaled, scale), typmod, into);
      return;
    }
    long factor = Numeric.powerOfTen(added);
    long magnitude = Math.abs(unscaled);
    if (magnitude > Long.MAX_VALUE / factor || whole < 0 || whole + target > 18) {
      appendRounded(BigDecimal.valueOf(unscaled, scale), typmod, into);
      return;
    }
    if (magnitude * factor >= Numeric.powerOfTen(whole + target)) {
      throw overflow(typmod);
    }
    Numeric.append(unscaled * factor, target, into);
  }

  /// Refuses infinities where a precision is declared. NaN fits everywhere.
  static void checkSpecial(Numeric.Kind kind, int typmod) {
    if (typmod >= 4 && kind != Numeric.Kind.NAN) {
      throw new DatabaseException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "numeric field overflow")
          .detail(
              "A field with precision %d, scale %d cannot hold an infinite value."
                  .formatted(precision(typmod), scale(typmod)));
    }
  }

  static String display(int typmod) {
    return typmod < 4 ? "numeric" : "numeric(" + precision(typmod) + "," + scale(typmod) + ")";
  }

  static DatabaseException wrongSyntax(byte[] source, int from, int to) {
    return InputErrors.syntax("numeric", source, from, to);
  }

  private static DatabaseException overflow(int typmod) {
    int wholeDigits = precision(typmod) - scale(typmod);
    return new DatabaseException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "numeric field overflow")
        .detail(
            "A field with precision %d, scale %d must round to an absolute value less than %s."
                .formatted(
                    precision(typmod),
                    scale(typmod),
                    wholeDigits == 0 ? "1" : "10^" + wholeDigits));
  }
}
