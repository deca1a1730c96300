package dev.omendb.sql.type;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;

/// Reads the integers in a type's parentheses.
public final class TypeModifiers {
  private TypeModifiers() {}

  /// One modifier as an int. Errors: integer's own 22P02 and 22003.
  public static int parse(String modifier) {
    String text = modifier.strip();
    if (!text.matches("[+-]?[0-9]+")) {
      throw new DatabaseException(
          SqlState.INVALID_TEXT_REPRESENTATION,
          "invalid input syntax for type integer: \"" + modifier + "\"");
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException tooLarge) {
      throw new DatabaseException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
          "value \"" + modifier + "\" is out of range for type integer",
          tooLarge);
    }
  }
}
