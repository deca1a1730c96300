package dev.omendb.sql.function.datetime.format;

import java.util.ArrayList;
import java.util.List;

/// A date/time template split into keywords and literal text.
final class DateTemplate {
  /// Longest first among those with a common start. Upper-case keywords match in any case; those
  /// whose output depends on the case they are written in are listed in each.
  private static final String[] KEYWORDS = {
    "A.D.", "A.M.", "AD", "AM", "B.C.", "BC", "CC", "DAY", "DDD", "DD", "DY", "D", "FF1", "FF2",
    "FF3", "FF4", "FF5", "FF6", "FX", "HH24", "HH12", "HH", "IDDD", "ID", "IW", "IYYY", "IYY", "IY",
    "I", "J", "MI", "MM", "MONTH", "MON", "MS", "OF", "P.M.", "PM", "Q", "RM", "SSSSS", "SSSS",
    "SS", "TZH", "TZM", "TZ", "US", "WW", "W", "Y,YYY", "YYYY", "YYY", "YY", "Y"
  };

  /// One piece: a keyword (upper case) as it was written, or literal text (keyword empty).
  ///
  /// @param fill FM: no padding
  /// @param ordinal TH (upper) or th
  record Node(String keyword, String written, boolean fill, String ordinal) {
    boolean isLiteral() {
      return keyword.isEmpty();
    }
  }

  private final List<Node> nodes = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private final String source;
  private int at;
  private boolean fill;

  private DateTemplate(String source) {
    this.source = source;
  }

  static List<Node> parse(String source) {
    DateTemplate template = new DateTemplate(source);
    template.run();
    return template.nodes;
  }

  private void run() {
    while (at < source.length()) {
      if (startsWith("FM")) {
        fill = true;
        at += 2;
      } else if (startsWith("TM")) {
        at += 2;
      } else if (!keyword()) {
        literal();
      }
    }
    flush();
  }

  private boolean keyword() {
    for (String keyword : KEYWORDS) {
      if (startsWith(keyword)) {
        flush();
        String written = source.substring(at, at + keyword.length());
        at += keyword.length();
        String ordinal = "";
        if (startsWith("TH") && !keyword.equals("FX")) {
          ordinal = source.substring(at, at + 2);
          at += 2;
        } else if (startsWith("SP")) {
          at += 2;
        }
        if (!keyword.equals("FX")) {
          nodes.add(new Node(keyword, written, fill, ordinal));
        }
        fill = false;
        return true;
      }
    }
    return false;
  }

  private void literal() {
    char c = source.charAt(at++);
    if (c == '"') {
      while (at < source.length() && source.charAt(at) != '"') {
        if (source.charAt(at) == '\\' && at + 1 < source.length()) {
          at++;
        }
        literal.append(source.charAt(at++));
      }
      at++;
      if (literal.isEmpty()) {
        return;
      }
    } else if (c == '\\' && at < source.length() && source.charAt(at) == '"') {
      literal.append('"');
      at++;
    } else {
      literal.append(c);
    }
  }

  private void flush() {
    if (!literal.isEmpty()) {
      nodes.add(new Node("", literal.toString(), false, ""));
      literal.setLength(0);
    }
  }

  private boolean startsWith(String word) {
    return source.regionMatches(true, at, word, 0, word.length());
  }
}
