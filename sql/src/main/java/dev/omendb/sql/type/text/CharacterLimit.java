package dev.omendb.sql.type.text;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeModifiers;

/// The length modifier of varchar(n) and char(n): typmod is n + 4.
final class CharacterLimit {
  static final int HEADER = 4;
  private static final int MAXIMUM = 10485760;

  private CharacterLimit() {}

  static int typmodIn(String type, String[] modifiers) {
    if (modifiers.length != 1) {
      throw InputErrors.invalidModifier();
    }
    int length = TypeModifiers.parse(modifiers[0]);
    if (length < 1) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE, "length for type " + type + " must be at least 1");
    }
    if (length > MAXIMUM) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "length for type " + type + " cannot exceed " + MAXIMUM);
    }
    return length + HEADER;
  }

  static DatabaseException tooLong(String type, int characters) {
    return new DatabaseException(
        SqlState.STRING_DATA_RIGHT_TRUNCATION,
        "value too long for type " + type + "(" + characters + ")");
  }

  static boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ') {
        return false;
      }
    }
    return true;
  }
}
