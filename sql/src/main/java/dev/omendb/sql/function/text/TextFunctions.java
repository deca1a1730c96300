package dev.omendb.sql.function.text;

import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.ByteBuffering;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.RowFunction;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.Utf8;
import java.util.function.UnaryOperator;

/// Length, case, slices, padding, search and replacement of text. Positions count characters (code
/// points).
public final class TextFunctions {
  private static final int MAX_LENGTH = 0x3FFFFFFF;

  private TextFunctions() {}

  public static void addTo(Implementations into) {
    into.row("textcat", TextFunctions::concatenate);
    into.row("byteacat", TextFunctions::concatenate);
    into.row("textlen", (c, a, i, r) -> put(r, characters(a[0], i)));
    into.row("bpcharlen", (c, a, i, r) -> put(r, trimmed(text(a[0], i)).codePoints().count()));
    into.row("textoctetlen", (c, a, i, r) -> put(r, bytesColumn(a[0]).length(i)));
    into.row("bpcharoctetlen", (c, a, i, r) -> put(r, bytesColumn(a[0]).length(i)));
    into.row("byteaoctetlen", (c, a, i, r) -> put(r, bytesColumn(a[0]).length(i)));
    into.row("bit_length(text)", (c, a, i, r) -> put(r, 8L * bytesColumn(a[0]).length(i)));
    into.row("bit_length(bytea)", (c, a, i, r) -> put(r, 8L * bytesColumn(a[0]).length(i)));
    into.row("lower", LetterCase::lower);
    into.row("upper", LetterCase::upper);
    into.row("initcap", unary(LetterCase::initcap));
    into.row("text_reverse", unary(TextFunctions::reverse));
    into.row("text_substr", (c, a, i, r) -> substring(a, i, integer(a[2], i), r));
    into.row("text_substr_no_len", (c, a, i, r) -> substring(a, i, -1, r));
    into.row("text_left", TextFunctions::left);
    into.row("text_right", TextFunctions::right);
    into.row("lpad", (c, a, i, r) -> pad(a, i, text(a[2], i), true, r));
    into.row("rpad", (c, a, i, r) -> pad(a, i, text(a[2], i), false, r));
    into.row("lpad(text,int4)", (c, a, i, r) -> pad(a, i, " ", true, r));
    into.row("rpad(text,int4)", (c, a, i, r) -> pad(a, i, " ", false, r));
    into.row("replace_text", TextFunctions::replace);
    into.row("translate", TextFunctions::translate);
    into.row("textpos", (c, a, i, r) -> put(r, position(text(a[0], i), text(a[1], i))));
    into.row("split_part", TextFunctions::splitPart);
    into.row("repeat", TextFunctions::repeat);
    into.row("ascii", TextFunctions::ascii);
    into.row("chr", TextFunctions::chr);
    into.row("text_starts_with", (c, a, i, r) -> put(r, text(a[0], i).startsWith(text(a[1], i))));
    into.row("textoverlay", (c, a, i, r) -> overlay(a, i, integer(a[3], i), r));
    into.row("textoverlay_no_len", (c, a, i, r) -> overlay(a, i, (int) characters(a[1], i), r));
    into.row("to_hex32", (c, a, i, r) -> put(r, Integer.toHexString(integer(a[0], i))));
    into.row("to_hex64", (c, a, i, r) -> put(r, Long.toHexString(number(a[0], i))));
    Trim.addTo(into);
    Quoting.addTo(into);
    Concatenation.addTo(into);
    Like.addTo(into);
    RegexMatch.addTo(into);
    RegexFunctions.addTo(into);
    RegexReplace.addTo(into);
    StringCasts.addTo(into);
    ParseIdentifier.addTo(into);
    UnicodeFunctions.addTo(into);
    Encodings.addTo(into);
    ByteaFunctions.addTo(into);
    into.typedRow(
        "textanycat(text,anynonarray)",
        (types, t) ->
            (c, a, i, r) -> {
              put(r, text(a[0], i) + formatted(c, types.get(1), a[1], i));
            });
    into.typedRow(
        "anytextcat(anynonarray,text)",
        (types, t) ->
            (c, a, i, r) -> {
              put(r, formatted(c, types.get(0), a[0], i) + text(a[1], i));
            });
  }

  /// Lifts a function of one string.
  static RowFunction unary(UnaryOperator<String> function) {
    return (context, arguments, row, result) ->
        put(result, function.apply(text(arguments[0], row)));
  }

  /// A value of any type as text.
  public static String formatted(CallContext context, PgType type, Column column, int row) {
    ByteBuffering text = new ByteBuffering();
    type.formatText(column, row, context.format(), text);
    return text.text();
  }

  static BytesColumn bytesColumn(Column column) {
    return (BytesColumn) column;
  }

  static String trimmed(String padded) {
    int end = padded.length();
    while (end > 0 && padded.charAt(end - 1) == ' ') {
      end--;
    }
    return padded.substring(0, end);
  }

  private static void concatenate(CallContext context, Column[] arguments, int row, Column result) {
    BytesColumn left = bytesColumn(arguments[0]);
    BytesColumn right = bytesColumn(arguments[1]);
    BytesColumn out = bytesColumn(result);
    int at = out.reserve(left.length(row) + right.length(row));
    System.arraycopy(left.heap(), left.offset(row), out.heap(), at, left.length(row));
    System.arraycopy(
        right.heap(), right.offset(row), out.heap(), at + left.length(row), right.length(row));
  }

  private static long characters(Column column, int row) {
    BytesColumn bytes = bytesColumn(column);
    int from = bytes.offset(row);
    return Utf8.countCharacters(bytes.heap(), from, from + bytes.length(row));
  }

  private static String reverse(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  /// `length` -1: to the end.
  private static void substring(Column[] arguments, int row, int length, Column result) {
    if (arguments.length > 2 && length < 0) {
      throw new DatabaseException(
          SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
    }
    BytesColumn source = bytesColumn(arguments[0]);
    byte[] heap = source.heap();
    int from = source.offset(row);
    int to = from + source.length(row);
    long start = integer(arguments[1], row);
    long end = arguments.length > 2 ? start + length : Long.MAX_VALUE;
    int first = Utf8.skipCharacters(heap, from, to, (int) Math.max(0, start - 1));
    if (end <= Math.max(1, start)) {
      bytesColumn(result).append(heap, from, 0);
      return;
    }
    long count = end - Math.max(1, start);
    int last = count > to - first ? to : Utf8.skipCharacters(heap, first, to, (int) count);
    bytesColumn(result).append(heap, first, last - first);
  }

  private static void left(CallContext context, Column[] arguments, int row, Column result) {
    String text = text(arguments[0], row);
    int count = integer(arguments[1], row);
    int length = text.codePointCount(0, text.length());
    int keep = count >= 0 ? Math.min(count, length) : Math.max(0, length + count);
    put(result, text.substring(0, text.offsetByCodePoints(0, keep)));
  }

  private static void right(CallContext context, Column[] arguments, int row, Column result) {
    String text = text(arguments[0], row);
    long count = integer(arguments[1], row);
    int length = text.codePointCount(0, text.length());
    int skip = (int) (count >= 0 ? Math.max(0, length - count) : Math.min(length, -count));
    put(result, text.substring(text.offsetByCodePoints(0, skip)));
  }

  private static void pad(Column[] arguments, int row, String fill, boolean left, Column result) {
    String text = text(arguments[0], row);
    int width = Math.max(0, integer(arguments[1], row));
    requireLength(4L * width + 4);
    int length = text.codePointCount(0, text.length());
    if (length >= width || fill.isEmpty()) {
      int keep = Math.min(length, width);
      put(result, text.substring(0, text.offsetByCodePoints(0, keep)));
      return;
    }
    int[] filler = fill.codePoints().toArray();
    StringBuilder padding = new StringBuilder();
    for (int i = 0; i < width - length; i++) {
      padding.appendCodePoint(filler[i % filler.length]);
    }
    put(result, left ? padding + text : text + padding);
  }

  private static void replace(CallContext context, Column[] arguments, int row, Column result) {
    String from = text(arguments[1], row);
    String source = text(arguments[0], row);
    put(result, from.isEmpty() ? source : source.replace(from, text(arguments[2], row)));
  }

  private static void translate(CallContext context, Column[] arguments, int row, Column result) {
    int[] from = text(arguments[1], row).codePoints().toArray();
    int[] to = text(arguments[2], row).codePoints().toArray();
    StringBuilder translated = new StringBuilder();
    text(arguments[0], row)
        .codePoints()
        .forEach(character -> {
          int at = 0;
          while (at < from.length && from[at] != character) {
            at++;
          }
          if (at == from.length) {
            translated.appendCodePoint(character);
          } else if (at < to.length) {
            translated.appendCodePoint(to[at]);
          }
        });
    put(result, translated.toString());
  }

  /// 1-based character position of a part, 0 when absent.
  static int position(String text, String part) {
    int at = text.indexOf(part);
    return at < 0 ? 0 : text.codePointCount(0, at) + 1;
  }

  private static void splitPart(CallContext context, Column[] arguments, int row, Column result) {
    String text = text(arguments[0], row);
    String delimiter = text(arguments[1], row);
    int field = integer(arguments[2], row);
    if (field == 0) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE, "field position must not be zero");
    }
    if (text.isEmpty()) {
      put(result, "");
      return;
    }
    if (delimiter.isEmpty()) {
      put(result, field == 1 || field == -1 ? text : "");
      return;
    }
    String[] parts = text.split(java.util.regex.Pattern.quote(delimiter), -1);
    int index = field > 0 ? field - 1 : parts.length + field;
    put(result, index >= 0 && index < parts.length ? parts[index] : "");
  }

  private static void repeat(CallContext context, Column[] arguments, int row, Column result) {
    String text = text(arguments[0], row);
    int count = Math.max(0, integer(arguments[1], row));
    requireLength((long) count * bytesColumn(arguments[0]).length(row));
    put(result, text.repeat(count));
  }

  private static void requireLength(long length) {
    if (length > MAX_LENGTH) {
      throw new DatabaseException(SqlState.PROGRAM_LIMIT_EXCEEDED, "requested length too large");
    }
  }

  private static void ascii(CallContext context, Column[] arguments, int row, Column result) {
    String text = text(arguments[0], row);
    put(result, text.isEmpty() ? 0 : text.codePointAt(0));
  }

  private static void chr(CallContext context, Column[] arguments, int row, Column result) {
    int character = integer(arguments[0], row);
    if (character < 0) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE, "character number must be positive");
    }
    if (character == 0) {
      throw new DatabaseException(SqlState.PROGRAM_LIMIT_EXCEEDED, "null character not permitted");
    }
    if (character > Character.MAX_CODE_POINT) {
      throw new DatabaseException(
          SqlState.PROGRAM_LIMIT_EXCEEDED,
          "requested character too large for encoding: " + character);
    }
    if (character >= 0xD800 && character <= 0xDFFF) {
      throw new DatabaseException(
          SqlState.PROGRAM_LIMIT_EXCEEDED,
          "requested character not valid for encoding: " + character);
    }
    put(result, Character.toString(character));
  }

  private static void overlay(Column[] arguments, int row, int length, Column result) {
    String text = text(arguments[0], row);
    int start = integer(arguments[2], row);
    if (start <= 0) {
      throw new DatabaseException(
          SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
    }
    int characters = text.codePointCount(0, text.length());
    int head = Math.min(start - 1, characters);
    int tail = (int) Math.clamp((long) start - 1 + length, 0, characters);
    put(
        result,
        text.substring(0, text.offsetByCodePoints(0, head))
            + text(arguments[1], row)
            + text.substring(text.offsetByCodePoints(0, tail)));
  }
}
