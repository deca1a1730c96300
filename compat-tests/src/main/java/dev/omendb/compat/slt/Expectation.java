package dev.omendb.compat.slt;

import dev.omendb.compat.slt.SltRecord.Head;
import dev.omendb.compat.slt.SltRecord.Head.Kind;
import dev.omendb.compat.slt.SltRecord.Head.Sort;
import dev.omendb.compat.slt.SltRecord.Sql;
import dev.omendb.compat.wire.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a server's answer looks like as a head line and an expected block.
record Expectation(Head head, List<String> lines) {

  /// What a rewrite puts in the file for this answer.
  static Expectation of(Sql record, List<Result> results, Rendering rendering) {
    var wanted = record.head();
    var kind = wanted == null ? null : wanted.kind();
    if (kind == Kind.SCRIPT || results.size() > 1) {
      return new Expectation(Head.of(Kind.SCRIPT, ""), script(results, rendering));
    }
    var result = results.isEmpty() ? emptyResult() : results.getFirst();
    var lines = new ArrayList<String>();
    if (record.parameters() != null && !result.parameterTypes().isEmpty()) {
      lines.add(rendering.parameters(result));
    }
    lines.addAll(rendering.notices(result));
    var copies = result.copyOut() != null || record.copyIn() != null;
    if (kind == Kind.COPY || kind == Kind.COPY_HEX || (kind == null && copies)) {
      lines.addAll(copy(result, rendering, kind == Kind.COPY_HEX));
      return new Expectation(Head.of(kind == null ? Kind.COPY : kind, ""), lines);
    }
    if (result.error() != null) {
      lines.addAll(rendering.error(result.error()));
      return new Expectation(Head.of(Kind.ERROR, ""), lines);
    }
    if (result.columns() == null) {
      return new Expectation(Head.of(Kind.OK, result.tag() == null ? "" : result.tag()), lines);
    }
    var sort = wanted == null ? sortFor(record.sql(), result) : wanted.sort();
    lines.addAll(rendering.rows(result, sort));
    var columns = rendering.columns(result.columns());
    return new Expectation(
        new Head(Kind.QUERY, columns, sort, wanted == null ? "" : wanted.label()), lines);
  }

  private static Result emptyResult() {
    return new Result(null, List.of(), null, null, null, List.of(), List.of());
  }

  /// Rows come in any order unless the query says otherwise.
  private static Sort sortFor(String sql, Result result) {
    var text = sql.toLowerCase(Locale.ROOT);
    var ordered =
        text.contains("order by") || text.startsWith("explain") || text.startsWith("fetch");
    return ordered || result.rows().size() < 2 ? Sort.NOSORT : Sort.ROWSORT;
  }

  private static List<String> script(List<Result> results, Rendering rendering) {
    var lines = new ArrayList<String>();
    for (var result : results) {
      lines.addAll(rendering.notices(result));
      if (result.columns() != null) {
        lines.add("> " + rendering.columns(result.columns()));
        lines.addAll(rendering.rows(result, Sort.NOSORT));
      }
      lines.addAll(ending(result, rendering));
    }
    return lines;
  }

  private static List<String> copy(Result result, Rendering rendering, boolean hex) {
    var lines = new ArrayList<String>();
    if (result.copyOut() != null) {
      lines.addAll(rendering.copied(result.copyOut(), hex));
    }
    lines.addAll(ending(result, rendering));
    return lines;
  }

  private static List<String> ending(Result result, Rendering rendering) {
    return result.error() != null
        ? rendering.error(result.error())
        : List.of(result.tag() == null ? "(no statement)" : result.tag());
  }

  /// How this answer differs from what the file expects; null if it does not.
  @Nullable String mismatch(Sql record) {
    var wanted = record.head();
    if (wanted == null) {
      return "this statement has no expectation yet; write it with --rewrite\n" + text();
    }
    return switch (wanted.kind()) {
      case OK -> head.kind() == Kind.OK ? ok(record, wanted) : difference(record);
      case COUNT -> {
        var tag = head.argument();
        var count = tag.substring(tag.lastIndexOf(' ') + 1);
        yield head.kind() == Kind.OK && count.equals(wanted.argument()) ? null : difference(record);
      }
      case ERROR -> head.kind() == Kind.ERROR ? error(record, wanted) : difference(record);
      case QUERY -> {
        var sameColumns = wanted.argument().isEmpty() || wanted.argument().equals(head.argument());
        var same = head.kind() == Kind.QUERY && sameColumns && lines.equals(record.expected());
        yield same ? null : difference(record);
      }
      case SCRIPT, COPY, COPY_HEX -> lines.equals(record.expected()) ? null : difference(record);
    };
  }

  private @Nullable String ok(Sql record, Head wanted) {
    var sameTag = wanted.argument().isEmpty() || wanted.argument().equals(head.argument());
    return sameTag && lines.equals(record.expected()) ? null : difference(record);
  }

  private @Nullable String error(Sql record, Head wanted) {
    if (!wanted.argument().isEmpty()) {
      var words = wanted.argument().split(" ", 2);
      var pattern =
          "\\w+ " + words[0] + ": " + (words.length > 1 ? ".*(" + words[1] + ").*" : ".*");
      if (lines.stream().noneMatch(line -> Pattern.matches(pattern, line))) {
        return difference(record);
      }
    }
    return lines.containsAll(record.expected()) ? null : difference(record);
  }

  private String difference(Sql record) {
    var text = new StringBuilder("expected ");
    if (record.head() != null) {
      text.append(line(record.head())).append('\n');
    }
    record.expected().forEach(line -> text.append("    ").append(line).append('\n'));
    return text.append("  but got ").append(text()).toString();
  }

  private String text() {
    var text = new StringBuilder(line(head)).append('\n');
    lines.forEach(line -> text.append("    ").append(line).append('\n'));
    return text.toString();
  }

  /// The head as a line of a test file.
  static String line(Head head) {
    return switch (head.kind()) {
      case OK -> ("statement ok " + head.argument()).strip();
      case COUNT -> "statement count " + head.argument();
      case ERROR -> ("statement error " + head.argument()).strip();
      case SCRIPT -> "script";
      case COPY -> "copy";
      case COPY_HEX -> "copy hex";
      case QUERY -> {
        var sort =
            head.sort() == Sort.NOSORT ? "" : " " + head.sort().name().toLowerCase(Locale.ROOT);
        var label = head.label().isEmpty() ? "" : " " + head.label();
        yield ("query " + head.argument()).strip() + sort + label;
      }
    };
  }
}
