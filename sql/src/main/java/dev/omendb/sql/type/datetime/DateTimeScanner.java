package dev.omendb.sql.type.datetime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Splits a date or time literal into fields, as PostgreSQL's ParseDateTime does.
final class DateTimeScanner {
  private static final int MAX_FIELDS = 25;

  enum Sort {
    NUMBER,
    STRING,
    DATE,
    TIME,
    ZONE,
    SPECIAL
  }

  record Field(Sort sort, String text) {}

  private final String literal;
  private final DateTimeErrors errors;
  private final List<Field> fields = new ArrayList<>();
  private int at;

  DateTimeScanner(String literal, DateTimeErrors errors) {
    this.literal = literal;
    this.errors = errors;
  }

  /// The fields, letters in lower case.
  List<Field> scan() {
    while (at < literal.length()) {
      char c = current();
      if (isSpace(c)) {
        at++;
        continue;
      }
      if (isDigit(c)) {
        number();
      } else if (c == '.') {
        int start = at++;
        skipDigits();
        add(Sort.NUMBER, start);
      } else if (isLetter(c)) {
        word();
      } else if (c == '+' || c == '-') {
        signed();
      } else if (c > ' ' && c < 0x7F) {
        at++;
        continue;
      } else {
        throw errors.badFormat();
      }
      if (fields.size() > MAX_FIELDS) {
        throw errors.badFormat();
      }
    }
    return fields;
  }

  private void number() {
    int start = at;
    skipDigits();
    char c = current();
    if (c == ':') {
      while (isDigit(current()) || current() == ':' || current() == '.') {
        at++;
      }
      add(Sort.TIME, start);
    } else if (c == '-' || c == '/' || c == '.') {
      at++;
      if (isDigit(current())) {
        skipDigits();
        boolean three = current() == c;
        while (three && (isDigit(current()) || current() == c)) {
          at++;
        }
        add(c == '.' && !three ? Sort.NUMBER : Sort.DATE, start);
      } else {
        while (isLetter(current()) || isDigit(current()) || current() == c) {
          at++;
        }
        add(Sort.DATE, start);
      }
    } else {
      add(Sort.NUMBER, start);
    }
  }

  private void word() {
    int start = at;
    while (isLetter(current())) {
      at++;
    }
    char c = current();
    boolean isDate = c == '-' || c == '/' || c == '.';
    if (c == '+' || isDigit(c)) {
      isDate = DateTimeToken.find(lower(start)) == DateTimeToken.UNKNOWN;
    }
    while (isDate
        && (isLetter(current()) || isDigit(current()) || "+-/_.:".indexOf(current()) >= 0)) {
      at++;
    }
    add(isDate ? Sort.DATE : Sort.STRING, start);
  }

  private void signed() {
    char sign = literal.charAt(at++);
    while (isSpace(current())) {
      at++;
    }
    int start = at;
    Sort sort;
    if (isDigit(current())) {
      while (isDigit(current()) || current() == ':' || current() == '.' || current() == '-') {
        at++;
      }
      sort = Sort.ZONE;
    } else if (isLetter(current())) {
      while (isLetter(current())) {
        at++;
      }
      sort = Sort.SPECIAL;
    } else {
      throw errors.badFormat();
    }
    fields.add(new Field(sort, sign + lower(start)));
  }

  private void add(Sort sort, int start) {
    fields.add(new Field(sort, lower(start)));
  }

  private String lower(int start) {
    return literal.substring(start, at).toLowerCase(Locale.ROOT);
  }

  private void skipDigits() {
    while (isDigit(current())) {
      at++;
    }
  }

  /// NUL at the end.
  private char current() {
    return at < literal.length() ? literal.charAt(at) : '\0';
  }

  static boolean isSpace(char c) {
    return c == ' ' || (c >= 9 && c <= 13);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
