package dev.omendb.sql.type.datetime;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;

/// What is wrong with a date or time literal, in PostgreSQL's words.
final class DateTimeErrors {
  private final String type;
  private final String literal;

  DateTimeErrors(String type, String literal) {
    this.type = type;
    this.literal = literal;
  }

  DatabaseException badFormat() {
    return new DatabaseException(
        SqlState.INVALID_DATETIME_FORMAT,
        "invalid input syntax for type " + type + ": \"" + literal + "\"");
  }

  DatabaseException fieldOverflow() {
    if (type.equals("interval")) {
      return intervalOverflow();
    }
    return new DatabaseException(
        SqlState.DATETIME_FIELD_OVERFLOW,
        "date/time field value out of range: \"" + literal + "\"");
  }

  /// A month or day out of range: perhaps they were meant in another order.
  DatabaseException monthDayOverflow() {
    return fieldOverflow().hint("Perhaps you need a different \"datestyle\" setting.");
  }

  DatabaseException zoneDisplacement() {
    return new DatabaseException(
        SqlState.INVALID_TIME_ZONE_DISPLACEMENT_VALUE,
        "time zone displacement out of range: \"" + literal + "\"");
  }

  DatabaseException intervalOverflow() {
    return new DatabaseException(
        SqlState.INTERVAL_FIELD_OVERFLOW, "interval field value out of range: \"" + literal + "\"");
  }

  DatabaseException unknownZone(String name) {
    return new DatabaseException(
        SqlState.INVALID_PARAMETER_VALUE, "time zone \"" + name + "\" not recognized");
  }

  /// 22008 `timestamp out of range: "…"`.
  DatabaseException outOfRange(String what) {
    return new DatabaseException(
        SqlState.DATETIME_FIELD_OVERFLOW, what + " out of range: \"" + literal + "\"");
  }
}
