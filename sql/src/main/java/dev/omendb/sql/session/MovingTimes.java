package dev.omendb.sql.session;

import java.util.regex.Pattern;

/// Constants of dates and times that mean the moment they are read: `'now'`, `'today'`. A plan that
/// holds one must not be used for the next text alike.
final class MovingTimes {
  private static final String WORDS = "\\s*(?:now|today|tomorrow|yesterday)\\b";
  private static final Pattern CONSTANT = Pattern.compile(WORDS, Pattern.CASE_INSENSITIVE);
  private static final Pattern QUOTED = Pattern.compile("'" + WORDS, Pattern.CASE_INSENSITIVE);

  private MovingTimes() {}

  /// Whether a text has a constant that may be one.
  static boolean areIn(String sql) {
    return QUOTED.matcher(sql).find();
  }

  /// Whether a constant's characters begin like one.
  static boolean isOne(String constant) {
    return CONSTANT.matcher(constant).lookingAt();
  }
}
