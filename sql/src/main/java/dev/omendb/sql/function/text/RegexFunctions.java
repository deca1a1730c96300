package dev.omendb.sql.function.text;

import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.SetKernel;
import dev.omendb.sql.function.array.TextArrays;
import dev.omendb.sql.function.set.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// regexp_match and its family, and substring(text FROM pattern).
final class RegexFunctions {
  private RegexFunctions() {}

  static void addTo(Implementations into) {
    into.row("textregexsubstr", (c, a, i, r) -> substring(text(a[0], i), text(a[1], i), r));
    into.row(
        "substring(text,text,text)",
        (c, a, i, r) ->
            substring(text(a[0], i), RegexMatch.similar(text(a[1], i), text(a[2], i)), r));
    into.row("regexp_match_no_flags", (c, a, i, r) -> match(a, i, r));
    into.row("regexp_match", (c, a, i, r) -> match(a, i, r));
    into.row("regexp_split_to_array_no_flags", (c, a, i, r) -> TextArrays.put(r, split(a, i)));
    into.row("regexp_split_to_array", (c, a, i, r) -> TextArrays.put(r, split(a, i)));
    into.row("regexp_like_no_flags", (c, a, i, r) -> put(r, like(a, i)));
    into.row("regexp_like", (c, a, i, r) -> put(r, like(a, i)));
    into.set("regexp_matches_no_flags", matches());
    into.set("regexp_matches", matches());
    into.set("regexp_split_to_table_no_flags", Series.ofText((c, a, row) -> split(a, row)));
    into.set("regexp_split_to_table", Series.ofText((c, a, row) -> split(a, row)));
    for (String ending : new String[] {"", "_no_start", "_no_flags"}) {
      into.row("regexp_count" + ending, (c, a, i, r) -> put(r, count(a, i)));
    }
    for (String ending :
        new String[] {"", "_no_start", "_no_n", "_no_flags", "_no_subexpr", "_no_endoption"}) {
      into.row("regexp_instr" + ending, (c, a, i, r) -> put(r, position(a, i)));
      if (!ending.equals("_no_endoption")) {
        into.row("regexp_substr" + ending, (c, a, i, r) -> part(a, i, r));
      }
    }
  }

  static String flags(Column[] arguments, int index, int row) {
    return arguments.length > index ? text(arguments[index], row) : "";
  }

  private static void putNullable(Column result, @Nullable String value) {
    if (value == null) {
      result.appendNull();
    } else {
      put(result, value);
    }
  }

  private static void substring(String text, String pattern, Column result) {
    Matcher matcher = Regex.compile(pattern).pattern().matcher(text);
    putNullable(result, matcher.find() ? matcher.group(matcher.groupCount() > 0 ? 1 : 0) : null);
  }

  private static boolean like(Column[] arguments, int row) {
    String flags = flags(arguments, 2, row);
    requireNotGlobal(flags, "regexp_like()", "");
    return Regex.compile(text(arguments[1], row), flags, false)
        .pattern()
        .matcher(text(arguments[0], row))
        .find();
  }

  private static void requireNotGlobal(String flags, String function, String hint) {
    if (flags.indexOf('g') >= 0) {
      DatabaseException error =
          new DatabaseException(
              SqlState.INVALID_PARAMETER_VALUE,
              function + " does not support the \"global\" option");
      throw hint.isEmpty() ? error : error.hint(hint);
    }
  }

  private static void match(Column[] arguments, int row, Column result) {
    String flags = flags(arguments, 2, row);
    requireNotGlobal(flags, "regexp_match()", "Use the regexp_matches function instead.");
    Matcher matcher =
        Regex.compile(text(arguments[1], row), flags, false)
            .pattern()
            .matcher(text(arguments[0], row));
    if (matcher.find()) {
      TextArrays.put(result, groups(matcher));
    } else {
      result.appendNull();
    }
  }

  private static List<@Nullable String> groups(Matcher matcher) {
    List<@Nullable String> groups = new ArrayList<>();
    if (matcher.groupCount() == 0) {
      groups.add(matcher.group());
    }
    for (int g = 1; g <= matcher.groupCount(); g++) {
      groups.add(matcher.group(g));
    }
    return groups;
  }

  private static SetKernel matches() {
    return Series.of((context, arguments, row, into) -> {
      Regex regex = Regex.compile(text(arguments[1], row), flags(arguments, 2, row), false);
      Matcher matcher = regex.pattern().matcher(text(arguments[0], row));
      while (matcher.find()) {
        TextArrays.put(into.column(0), groups(matcher));
        if (!regex.global()) {
          return;
        }
      }
    });
  }

  private static List<@Nullable String> split(Column[] arguments, int row) {
    String flags = flags(arguments, 2, row);
    requireNotGlobal(flags, "regexp_split_to_array()", "");
    String text = text(arguments[0], row);
    Matcher matcher = Regex.compile(text(arguments[1], row), flags, false).pattern().matcher(text);
    List<@Nullable String> parts = new ArrayList<>();
    int from = 0;
    while (matcher.find()) {
      boolean empty = matcher.end() == matcher.start();
      if (empty && (matcher.start() == from && from == 0 || matcher.start() == text.length())) {
        continue;
      }
      if (empty && matcher.start() == from) {
        continue;
      }
      parts.add(text.substring(from, matcher.start()));
      from = matcher.end();
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static Matcher matcherFrom(Column[] arguments, int row, int startIndex, int flagsIndex) {
    String text = text(arguments[0], row);
    String flags = flags(arguments, flagsIndex, row);
    int start = arguments.length > startIndex ? integer(arguments[startIndex], row) : 1;
    if (start < 1) {
      throw invalid("start", start);
    }
    Matcher matcher = Regex.compile(text(arguments[1], row), flags, false).pattern().matcher(text);
    int characters = text.codePointCount(0, text.length());
    if (start - 1 > characters) {
      return matcher.region(text.length(), text.length());
    }
    return matcher
        .region(text.offsetByCodePoints(0, start - 1), text.length())
        .useTransparentBounds(true)
        .useAnchoringBounds(false);
  }

  private static DatabaseException invalid(String parameter, int value) {
    return new DatabaseException(
        SqlState.INVALID_PARAMETER_VALUE,
        "invalid value for parameter \"" + parameter + "\": " + value);
  }

  private static long count(Column[] arguments, int row) {
    Matcher matcher = matcherFrom(arguments, row, 2, 3);
    long count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  /// Moves to the n-th match; false when there are fewer.
  private static boolean findNth(Matcher matcher, int wanted) {
    if (wanted < 1) {
      throw invalid("n", wanted);
    }
    for (int i = 0; i < wanted; i++) {
      if (!matcher.find()) {
        return false;
      }
    }
    return true;
  }

  private static int option(Column[] arguments, int index, int row, int otherwise) {
    return arguments.length > index ? integer(arguments[index], row) : otherwise;
  }

  /// regexp_instr(string, pattern, start, n, endoption, flags, subexpr).
  private static long position(Column[] arguments, int row) {
    Matcher matcher = matcherFrom(arguments, row, 2, 5);
    int end = option(arguments, 4, row, 0);
    if (end != 0 && end != 1) {
      throw invalid("endoption", end);
    }
    int group = option(arguments, 6, row, 0);
    boolean found = findNth(matcher, option(arguments, 3, row, 1));
    if (!found || group > matcher.groupCount() || matcher.start(group) < 0) {
      return 0;
    }
    int index = end == 0 ? matcher.start(group) : matcher.end(group);
    return text(arguments[0], row).codePointCount(0, index) + 1;
  }

  /// regexp_substr(string, pattern, start, n, flags, subexpr).
  private static void part(Column[] arguments, int row, Column result) {
    Matcher matcher = matcherFrom(arguments, row, 2, 4);
    int group = option(arguments, 5, row, 0);
    boolean found = findNth(matcher, option(arguments, 3, row, 1));
    putNullable(result, found && group <= matcher.groupCount() ? matcher.group(group) : null);
  }
}
