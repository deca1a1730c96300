package dev.omendb.sql.command.copy;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;

/// Finds the ends of lines: a backslash hides the next byte in text, quotes hide line ends in CSV.
/// The first line decides which line end the data have. Remembers where it stopped, so that a line
/// that comes in pieces is looked at once.
final class LineScanner {
  /// The line is not complete yet; or there is none.
  static final int MORE = -1;

  /// `\.` on a line of its own.
  static final int END_MARKER = -2;

  private final boolean csv;
  private final byte quote;
  private final byte escape;
  private final String table;
  private LineEnd lineEnd = LineEnd.UNKNOWN;
  private long line;
  private int nextFrom;

  /// How far the current line, counted from its start, has been looked at.
  private int scanned;

  private boolean inQuote;
  private boolean afterEscape;
  private long extraLines;

  private enum LineEnd {
    UNKNOWN,
    NEWLINE,
    RETURN,
    BOTH
  }

  LineScanner(CopyOptions options, String table) {
    this.csv = options.csv();
    this.quote = options.quote();
    this.escape = options.escape();
    this.table = table;
  }

  /// Number of the line found last; in CSV that of its last physical line.
  long lineNumber() {
    return line;
  }

  /// Where the line after the one found starts.
  int nextFrom() {
    return nextFrom;
  }

  /// The end of the line that starts at `from`, without its line end.
  ///
  /// @param last nothing follows: what is left is a line
  int next(byte[] bytes, int from, int to, boolean last) {
    int end = csv ? scanCsv(bytes, from, to) : scanText(bytes, from, to);
    if (end == MORE) {
      if (!last || from == to) {
        return MORE;
      }
      end = to;
      nextFrom = to;
      if (end > from && bytes[end - 1] == '\r' && lineEnd != LineEnd.NEWLINE && !inQuote) {
        end--;
      }
    }
    line += 1 + extraLines;
    extraLines = 0;
    scanned = 0;
    inQuote = false;
    afterEscape = false;
    if (end - from == 2 && bytes[from] == '\\' && bytes[from + 1] == '.') {
      return END_MARKER;
    }
    return end;
  }

  private int scanText(byte[] bytes, int from, int to) {
    int at = from + scanned;
    while (at < to) {
      byte b = bytes[at];
      if (b > '\\' || b < '\\' && b > '\r') {
        at++;
      } else if (b == '\\') {
        if (at + 1 == to || bytes[at + 1] == '.' && at + 2 == to) {
          break;
        }
        if (bytes[at + 1] == '.' && bytes[at + 2] != '\n' && bytes[at + 2] != '\r') {
          throw new DatabaseException(
                  SqlState.BAD_COPY_FILE_FORMAT, "end-of-copy marker corrupt")
              .where(CopyLines.line(table, line + 1));
        }
        at += 2;
      } else if (b == '\n' || b == '\r') {
        int end = lineEnd(bytes, at, to);
        if (end != 0) {
          scanned = at - from;
          return end == MORE ? MORE : at;
        }
      } else {
        at++;
      }
    }
    scanned = at - from;
    return MORE;
  }

  private int scanCsv(byte[] bytes, int from, int to) {
    int at = from + scanned;
    boolean ownEscape = escape != quote;
    while (at < to) {
      byte b = bytes[at];
      if (ownEscape && inQuote && b == escape) {
        afterEscape = !afterEscape;
      }
      if (b == quote && !afterEscape) {
        inQuote = !inQuote;
      }
      if (!ownEscape || b != escape) {
        afterEscape = false;
      }
      if (b == '\n' || b == '\r') {
        if (inQuote) {
          if (b == (lineEnd == LineEnd.NEWLINE ? '\n' : '\r')) {
            extraLines++;
          }
        } else {
          int end = lineEnd(bytes, at, to);
          scanned = at - from;
          return end == MORE ? MORE : at;
        }
      }
      at++;
    }
    scanned = at - from;
    return MORE;
  }

  /// What a line end at `at` is: sets [#nextFrom] and returns 1, or MORE when the byte after it
  /// must be seen first. Errors: 22P04 for another kind of line end than the first line's.
  private int lineEnd(byte[] bytes, int at, int to) {
    if (bytes[at] == '\n') {
      if (lineEnd == LineEnd.RETURN || lineEnd == LineEnd.BOTH) {
        throw wrongEnd("newline", "\\n");
      }
      lineEnd = LineEnd.NEWLINE;
      nextFrom = at + 1;
      return 1;
    }
    if (lineEnd == LineEnd.NEWLINE) {
      throw wrongEnd("carriage return", "\\r");
    }
    if (lineEnd == LineEnd.RETURN) {
      nextFrom = at + 1;
      return 1;
    }
    if (at + 1 == to) {
      return MORE;
    }
    if (bytes[at + 1] == '\n') {
      lineEnd = LineEnd.BOTH;
      nextFrom = at + 2;
      return 1;
    }
    if (lineEnd == LineEnd.BOTH) {
      throw wrongEnd("carriage return", "\\r");
    }
    lineEnd = LineEnd.RETURN;
    nextFrom = at + 1;
    return 1;
  }

  private DatabaseException wrongEnd(String what, String written) {
    return new DatabaseException(
            SqlState.BAD_COPY_FILE_FORMAT,
            (csv ? "unquoted " : "literal ") + what + " found in data")
        .hint(
            csv
                ? "Use quoted CSV field to represent " + what + "."
                : "Use \"" + written + "\" to represent " + what + ".")
        .where(CopyLines.line(table, line + 1 + extraLines));
  }
}
