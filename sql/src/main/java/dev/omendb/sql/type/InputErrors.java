package dev.omendb.sql.type;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.nio.charset.StandardCharsets;

/// The errors that input functions of many types share, in PostgreSQL's words.
public final class InputErrors {
  private InputErrors() {}

  /// A slice of input as text, for messages.
  public static String text(byte[] source, int from, int to) {
    return new String(source, from, to - from, StandardCharsets.UTF_8);
  }

  /// 22P02 `invalid input syntax for type integer: "abc"`.
  public static DatabaseException syntax(String type, byte[] source, int from, int to) {
    return new DatabaseException(
        SqlState.INVALID_TEXT_REPRESENTATION,
        "invalid input syntax for type " + type + ": \"" + text(source, from, to) + "\"");
  }

  /// 22003 `value "99999999999" is out of range for type integer`.
  public static DatabaseException valueOutOfRange(String type, byte[] source, int from, int to) {
    return new DatabaseException(
        SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
        "value \"" + text(source, from, to) + "\" is out of range for type " + type);
  }

  /// 22003 `"1e400" is out of range for type double precision`.
  public static DatabaseException outOfRange(String type, byte[] source, int from, int to) {
    return new DatabaseException(
        SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
        "\"" + text(source, from, to) + "\" is out of range for type " + type);
  }

  /// 08P01, a binary value that ends too early.
  public static DatabaseException insufficientData() {
    return new DatabaseException(SqlState.PROTOCOL_VIOLATION, "insufficient data left in message");
  }

  /// 08P01, an empty binary value where a byte is needed.
  public static DatabaseException noData() {
    return new DatabaseException(SqlState.PROTOCOL_VIOLATION, "no data left in message");
  }

  /// 22P03, a binary value with bytes left over.
  public static DatabaseException incorrectBinaryFormat() {
    return new DatabaseException(
        SqlState.INVALID_BINARY_REPRESENTATION, "incorrect binary data format");
  }

  /// Requires a binary value that is read byte by byte to have exactly `expected` bytes.
  public static void requireBytes(int actual, int expected) {
    if (actual < expected) {
      throw noData();
    }
    requireLength(actual, expected);
  }

  /// 22P03 with the type's own words.
  public static DatabaseException invalidBinary(String message) {
    return new DatabaseException(SqlState.INVALID_BINARY_REPRESENTATION, message);
  }

  /// Requires a binary value of exactly `expected` bytes.
  public static void requireLength(int actual, int expected) {
    if (actual < expected) {
      throw insufficientData();
    }
    if (actual > expected) {
      throw incorrectBinaryFormat();
    }
  }

  /// 42601 for modifiers on a type that has none.
  public static DatabaseException noModifierAllowed(String type) {
    return new DatabaseException(
        SqlState.SYNTAX_ERROR, "type modifier is not allowed for type \"" + type + "\"");
  }

  /// 22023 `invalid type modifier`.
  public static DatabaseException invalidModifier() {
    return new DatabaseException(SqlState.INVALID_PARAMETER_VALUE, "invalid type modifier");
  }

  static DatabaseException unknownObject(CatalogNames.Kind kind, String text) {
    return switch (kind) {
      case CLASS ->
          new DatabaseException(
              SqlState.UNDEFINED_TABLE, "relation \"" + text + "\" does not exist");
      case TYPE -> undefined("type \"" + text + "\"");
      case PROC, PROCEDURE ->
          new DatabaseException(
              SqlState.UNDEFINED_FUNCTION, "function \"" + text + "\" does not exist");
      case OPER, OPERATOR ->
          new DatabaseException(SqlState.UNDEFINED_FUNCTION, "operator does not exist: " + text);
      case NAMESPACE ->
          new DatabaseException(
              SqlState.INVALID_SCHEMA_NAME, "schema \"" + text + "\" does not exist");
      case ROLE -> undefined("role \"" + text + "\"");
      case COLLATION -> undefined("collation \"" + text + "\" for encoding \"UTF8\"");
      case CONFIG -> undefined("text search configuration \"" + text + "\"");
      case DICTIONARY -> undefined("text search dictionary \"" + text + "\"");
    };
  }

  private static DatabaseException undefined(String what) {
    return new DatabaseException(SqlState.UNDEFINED_OBJECT, what + " does not exist");
  }
}
