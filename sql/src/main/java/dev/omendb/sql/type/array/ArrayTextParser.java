package dev.omendb.sql.type.array;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.PgType;
import java.util.Arrays;

/// Reads one array literal: `{1,NULL,"a b"}`, `{{1,2},{3,4}}`, `[0:1]={5,6}`. First the shape is
/// checked over the whole literal, as PostgreSQL does, then the elements are read.
final class ArrayTextParser {
  private enum State {
    NO_LEVEL,
    LEVEL_STARTED,
    ELEMENT_STARTED,
    QUOTED_STARTED,
    QUOTED_COMPLETED,
    ELEMENT_DELIMITED,
    LEVEL_COMPLETED,
    LEVEL_DELIMITED
  }

  private final PgType element;
  private final byte[] source;
  private final int from;
  private final int to;
  private final int delimiter;
  private final int[] lengths = new int[ArrayValue.MAX_DIMENSIONS];
  private final int[] lowerBounds = new int[ArrayValue.MAX_DIMENSIONS];
  private int dimensions;

  ArrayTextParser(PgType element, byte[] source, int from, int to) {
    this.element = element;
    this.source = source;
    this.from = from;
    this.to = to;
    this.delimiter = element.info().delimiter();
  }

  void parse(int typmod, FormatSettings settings, BytesColumn into) {
    int brace = readDimensions();
    new ShapeReader(brace).read();
    ArrayBuilder builder = new ArrayBuilder(element);
    ArrayBuilder.checkSize(lengths, dimensions);
    readElements(brace, typmod, settings, builder);
    builder.finish(dimensions, lengths, lowerBounds, into);
  }

  private DatabaseException malformed(String detail) {
    return malformed(from, detail);
  }

  private DatabaseException malformed(int start, String detail) {
    return new DatabaseException(
            SqlState.INVALID_TEXT_REPRESENTATION,
            "malformed array literal: \"" + InputErrors.text(source, start, to) + "\"")
        .detail(detail);
  }

  /// Reads `[2][0:1]=` if there is any; returns where the opening brace is.
  private int readDimensions() {
    int at = Ascii.skipSpaces(source, from, to);
    while (at < to && source[at] == '[') {
      if (dimensions == ArrayValue.MAX_DIMENSIONS) {
        throw ArrayBuilder.tooManyDimensions(dimensions + 1);
      }
      int first = at + 1;
      int end = numberEnd(first);
      if (end == first) {
        throw malformed("\"[\" must introduce explicitly-specified array dimensions.");
      }
      int lower = 1;
      if (end < to && source[end] == ':') {
        lower = number(first, end);
        first = end + 1;
        end = numberEnd(first);
        if (end == first) {
          throw malformed("Missing array dimension value.");
        }
      }
      if (end == to || source[end] != ']') {
        throw malformed("Missing \"]\" after array dimensions.");
      }
      int upper = number(first, end);
      if (upper < lower) {
        throw new DatabaseException(
            SqlState.ARRAY_SUBSCRIPT_ERROR, "upper bound cannot be less than lower bound");
      }
      lowerBounds[dimensions] = lower;
      lengths[dimensions++] = upper - lower + 1;
      at = Ascii.skipSpaces(source, end + 1, to);
    }
    if (dimensions == 0) {
      if (at == to || source[at] != '{') {
        throw malformed("Array value must start with \"{\" or dimension information.");
      }
      return at;
    }
    if (at == to || source[at] != '=') {
      throw malformed("Missing \"=\" after array dimensions.");
    }
    at = Ascii.skipSpaces(source, at + 1, to);
    if (at == to || source[at] != '{') {
      throw malformed("Array contents must start with \"{\".");
    }
    return at;
  }

  private int numberEnd(int start) {
    int at = start;
    while (at < to && (Ascii.isDigit(source[at]) || source[at] == '-' || source[at] == '+')) {
      at++;
    }
    return at;
  }

  /// As C's atoi reads it.
  private int number(int start, int end) {
    int at = start;
    boolean negative = source[at] == '-';
    if (negative || source[at] == '+') {
      at++;
    }
    long value = 0;
    while (at < end && Ascii.isDigit(source[at])) {
      value = Math.min(value * 10 + source[at++] - '0', Integer.MAX_VALUE);
    }
    return (int) (negative ? -value : value);
  }

  /// The first pass: counts elements at each level and refuses what does not nest.
  private final class ShapeReader {
    private final int[] counts = new int[ArrayValue.MAX_DIMENSIONS];
    private final int[] items = new int[ArrayValue.MAX_DIMENSIONS];
    private final int[] lastItems = new int[ArrayValue.MAX_DIMENSIONS];
    private final int brace;
    private int at;
    private int level;
    private int depth = 1;
    private boolean empty = true;
    private boolean inQuotes;
    private State state = State.NO_LEVEL;

    ShapeReader(int brace) {
      this.brace = brace;
      at = brace;
      Arrays.fill(items, 1);
    }

    void read() {
      boolean done = false;
      while (!done) {
        boolean itemDone = false;
        while (!itemDone) {
          if (state == State.ELEMENT_STARTED || state == State.QUOTED_STARTED) {
            empty = false;
          }
          if (at == to) {
            throw misshapen("Unexpected end of input.");
          }
          int c = source[at];
          if (c == '\\') {
            escape();
          } else if (c == '"') {
            quote();
          } else if (!inQuotes && c == '{') {
            open();
          } else if (!inQuotes && c == '}') {
            done = close();
            itemDone = done;
          } else if (!inQuotes && c == delimiter) {
            delimit();
            itemDone = true;
          } else if (!inQuotes && !Ascii.isSpace(c)) {
            plain();
          }
          if (!itemDone) {
            at++;
          }
        }
        counts[depth - 1]++;
        at++;
      }
      if (Ascii.skipSpaces(source, at, to) != to) {
        throw misshapen("Junk after closing right brace.");
      }
      publish();
    }

    private void publish() {
      int found = empty ? 0 : depth;
      if (dimensions == 0) {
        dimensions = found;
        System.arraycopy(counts, 0, lengths, 0, found);
        Arrays.fill(lowerBounds, 1);
        return;
      }
      boolean matches = found == dimensions;
      for (int d = 0; d < dimensions; d++) {
        matches &= lengths[d] == counts[d];
      }
      if (!matches) {
        throw malformed("Specified array dimensions do not match array contents.");
      }
    }

    private void escape() {
      if (state != State.LEVEL_STARTED
          && state != State.ELEMENT_STARTED
          && state != State.QUOTED_STARTED
          && state != State.ELEMENT_DELIMITED) {
        throw misshapen("Unexpected \"\\\" character.");
      }
      if (state != State.QUOTED_STARTED) {
        state = State.ELEMENT_STARTED;
      }
      if (++at == to) {
        throw misshapen("Unexpected end of input.");
      }
    }

    private void quote() {
      if (state != State.LEVEL_STARTED
          && state != State.QUOTED_STARTED
          && state != State.ELEMENT_DELIMITED) {
        throw misshapen("Unexpected array element.");
      }
      inQuotes = !inQuotes;
      state = inQuotes ? State.QUOTED_STARTED : State.QUOTED_COMPLETED;
    }

    private void open() {
      if (state != State.NO_LEVEL
          && state != State.LEVEL_STARTED
          && state != State.LEVEL_DELIMITED) {
        throw misshapen("Unexpected \"{\" character.");
      }
      state = State.LEVEL_STARTED;
      if (level >= ArrayValue.MAX_DIMENSIONS) {
        throw ArrayBuilder.tooManyDimensions(level + 1);
      }
      counts[level++] = 0;
      depth = Math.max(depth, level);
    }

    /// Returns true at the end of the outermost level.
    private boolean close() {
      if (state != State.ELEMENT_STARTED
          && state != State.QUOTED_COMPLETED
          && state != State.LEVEL_COMPLETED
          && !(level == 1 && state == State.LEVEL_STARTED)) {
        throw misshapen("Unexpected \"}\" character.");
      }
      state = State.LEVEL_COMPLETED;
      if (level == 0) {
        throw misshapen("Unmatched \"}\" character.");
      }
      level--;
      if (lastItems[level] != 0 && items[level] != lastItems[level]) {
        throw misshapen("Multidimensional arrays must have sub-arrays with matching dimensions.");
      }
      lastItems[level] = items[level];
      items[level] = 1;
      if (level > 0) {
        counts[level - 1]++;
      }
      return level == 0;
    }

    private void delimit() {
      if (state != State.ELEMENT_STARTED
          && state != State.QUOTED_COMPLETED
          && state != State.LEVEL_COMPLETED) {
        throw misshapen("Unexpected \"" + (char) delimiter + "\" character.");
      }
      state = state == State.LEVEL_COMPLETED ? State.LEVEL_DELIMITED : State.ELEMENT_DELIMITED;
      items[level - 1]++;
    }

    private void plain() {
      if (state != State.LEVEL_STARTED
          && state != State.ELEMENT_STARTED
          && state != State.ELEMENT_DELIMITED) {
        throw misshapen("Unexpected array element.");
      }
      state = State.ELEMENT_STARTED;
    }

    /// As [#malformed], naming the literal without its dimensions.
    private DatabaseException misshapen(String detail) {
      return malformed(brace, detail);
    }
  }

  /// The second pass, over a literal known to be well formed.
  private void readElements(int brace, int typmod, FormatSettings settings, ArrayBuilder builder) {
    byte[] text = new byte[to - brace];
    int at = brace;
    while (at < to && dimensions > 0) {
      int c = source[at];
      if (c == '{' || c == '}' || c == delimiter || Ascii.isSpace(c)) {
        at++;
        continue;
      }
      boolean quoted = false;
      int length = 0;
      // Spaces after the element are not part of it, unless quoted or escaped.
      int keep = 0;
      boolean inQuotes = false;
      for (; at < to; at++) {
        c = source[at];
        if (c == '"') {
          inQuotes = !inQuotes;
          quoted = true;
          keep = length;
        } else if (c == '\\') {
          text[length++] = source[++at];
          quoted = true;
          keep = length;
        } else if (!inQuotes && (c == delimiter || c == '}')) {
          break;
        } else {
          text[length++] = (byte) c;
          keep = inQuotes || !Ascii.isSpace(c) ? length : keep;
        }
      }
      if (!quoted && Ascii.equalsIgnoreCase(text, 0, keep, "null")) {
        builder.elements().appendNull();
      } else {
        element.parseText(text, 0, keep, typmod, settings, builder.elements());
      }
    }
  }
}
