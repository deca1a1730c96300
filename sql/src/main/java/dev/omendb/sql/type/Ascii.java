package dev.omendb.sql.type;

/// Character tests of the C locale over bytes.
public final class Ascii {
  private Ascii() {}

  /// isspace(): space, \t, \n, \v, \f, \r.
  public static boolean isSpace(int b) {
    return b == ' ' || (b >= 9 && b <= 13);
  }

  public static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  public static boolean isLetter(int b) {
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  public static int toLower(int b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }

  /// First index in `[from, to)` that holds no space, or `to`.
  public static int skipSpaces(byte[] source, int from, int to) {
    int at = from;
    while (at < to && isSpace(source[at])) {
      at++;
    }
    return at;
  }

  /// End of `[from, to)` without trailing spaces.
  public static int trimEnd(byte[] source, int from, int to) {
    int end = to;
    while (end > from && isSpace(source[end - 1])) {
      end--;
    }
    return end;
  }

  /// True when `[from, to)` spells `word` (lower-case ASCII), ignoring case.
  public static boolean equalsIgnoreCase(byte[] source, int from, int to, String word) {
    return to - from == word.length() && startsWithIgnoreCase(source, from, to, word);
  }

  /// True when `[from, to)` begins with `word` (lower-case ASCII), ignoring case.
  public static boolean startsWithIgnoreCase(byte[] source, int from, int to, String word) {
    if (to - from < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (toLower(source[from + i]) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Value of a hexadecimal digit, or -1.
  public static int hexValue(int b) {
    if (isDigit(b)) {
      return b - '0';
    }
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
