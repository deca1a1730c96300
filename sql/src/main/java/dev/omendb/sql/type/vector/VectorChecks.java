package dev.omendb.sql.type.vector;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeModifiers;

/// The checks and error texts that vector, halfvec and sparsevec share, as pgvector has them.
public final class VectorChecks {
  /// Most dimensions of vector and halfvec.
  public static final int MAX_DIMENSIONS = 16000;

  private VectorChecks() {}

  /// Requires 1 to `maximum` dimensions.
  public static void dimensions(String type, int dimensions, int maximum) {
    if (dimensions < 1) {
      throw new DatabaseException(
          SqlState.DATA_EXCEPTION, type + " must have at least 1 dimension");
    }
    if (dimensions > maximum) {
      throw tooManyDimensions(type, maximum);
    }
  }

  /// 54000.
  public static DatabaseException tooManyDimensions(String type, int maximum) {
    return new DatabaseException(
        SqlState.PROGRAM_LIMIT_EXCEEDED,
        type + " cannot have more than " + maximum + " dimensions");
  }

  /// Requires the dimension of the column, if it has one.
  public static void expectedDimensions(int typmod, int dimensions) {
    if (typmod != -1 && typmod != dimensions) {
      throw new DatabaseException(
          SqlState.DATA_EXCEPTION, "expected " + typmod + " dimensions, not " + dimensions);
    }
  }

  /// Refuses NaN and infinity.
  public static void element(String type, float value) {
    if (Math.abs(value) <= Float.MAX_VALUE) {
      return;
    }
    throw new DatabaseException(
        SqlState.DATA_EXCEPTION,
        value != value ? "NaN not allowed in " + type : "infinite value not allowed in " + type);
  }

  /// `vector(3)` -> 3.
  public static int typmodIn(String type, String[] modifiers, int maximum) {
    int[] values = new int[modifiers.length];
    for (int i = 0; i < modifiers.length; i++) {
      values[i] = TypeModifiers.parse(modifiers[i]);
    }
    if (values.length != 1) {
      throw InputErrors.invalidModifier();
    }
    if (values[0] < 1) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE, "dimensions for type " + type + " must be at least 1");
    }
    if (values[0] > maximum) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "dimensions for type " + type + " cannot exceed " + maximum);
    }
    return values[0];
  }

  static DatabaseException syntax(String type, byte[] source, int from, int to, String detail) {
    return InputErrors.syntax(type, source, from, to).detail(detail);
  }

  static DatabaseException unusedNotZero(int unused) {
    return new DatabaseException(SqlState.DATA_EXCEPTION, "expected unused to be 0, not " + unused);
  }
}
