package dev.omendb.compat.slt;

import dev.omendb.compat.slt.SltRecord.Comment;
import dev.omendb.compat.slt.SltRecord.Condition;
import dev.omendb.compat.slt.SltRecord.Control;
import dev.omendb.compat.slt.SltRecord.Head;
import dev.omendb.compat.slt.SltRecord.Head.Kind;
import dev.omendb.compat.slt.SltRecord.Head.Sort;
import dev.omendb.compat.slt.SltRecord.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A parsed test file: paragraphs separated by blank lines.
public record SltFile(Path path, List<SltRecord> records) {
  private static final Set<String> CONTROLS =
      Set.of("connection", "restart", "include", "mode", "require", "halt", "await");
  private static final Set<String> HEADS = Set.of("statement", "query", "script", "copy");

  public static SltFile read(Path path) throws IOException {
    var records = new ArrayList<SltRecord>();
    var paragraph = new ArrayList<String>();
    var lines = Files.readAllLines(path);
    for (var i = 0; i <= lines.size(); i++) {
      if (i < lines.size() && !lines.get(i).isBlank()) {
        paragraph.add(lines.get(i));
      } else if (!paragraph.isEmpty()) {
        var firstLine = i - paragraph.size() + 1;
        try {
          new Paragraph(firstLine, List.copyOf(paragraph)).parseInto(records);
        } catch (IllegalArgumentException e) {
          throw new IOException("%s:%d: %s".formatted(path, firstLine, e.getMessage()), e);
        }
        paragraph.clear();
      }
    }
    return new SltFile(path, records);
  }

  /// Whether the file restarts the server, so that no other may run beside it.
  boolean restarts() {
    return records.stream().anyMatch(r -> r instanceof Control c && c.word().equals("restart"));
  }

  /// Reads one paragraph top-down. Confined to [#read].
  private static final class Paragraph {
    private final int firstLine;
    private final List<String> lines;
    private int next;

    Paragraph(int firstLine, List<String> lines) {
      this.firstLine = firstLine;
      this.lines = lines;
    }

    void parseInto(List<SltRecord> records) {
      while (next < lines.size()) {
        records.add(record());
      }
    }

    private SltRecord record() {
      var line = firstLine + next;
      var leading = new ArrayList<String>();
      var conditions = new ArrayList<Condition>();
      List<@Nullable String> parameters = null;
      var background = false;
      for (; next < lines.size(); next++) {
        var text = lines.get(next);
        if (text.startsWith("#")) {
          leading.add(text);
        } else if (text.startsWith("skipif ") || text.startsWith("onlyif ")) {
          conditions.add(condition(text));
        } else if (text.equals("bind") || text.startsWith("bind ")) {
          parameters = parameters(text);
        } else if (text.equals("background")) {
          background = true;
        } else {
          break;
        }
      }
      if (next == lines.size()) {
        return new Comment(line, leading);
      }
      var words = lines.get(next).split(" ", 2);
      if (CONTROLS.contains(words[0])) {
        next++;
        return new Control(line, leading, conditions, words[0], words.length > 1 ? words[1] : "");
      }
      var head = HEADS.contains(words[0]) ? head(lines.get(next++)) : null;
      var sql = head == null ? bareStatement() : until("<<<<", "----");
      var copyIn = skip("<<<<") ? until(">>>>", ">>>>") : null;
      if (copyIn != null && !skip(">>>>")) {
        throw new IllegalArgumentException("COPY data without its closing >>>>");
      }
      var expected = skip("----") ? until("", "") : List.<String>of();
      return new Sql(
          line,
          leading,
          conditions,
          parameters,
          background,
          head,
          String.join("\n", sql),
          copyIn,
          expected);
    }

    private List<String> until(String one, String other) {
      var start = next;
      while (next < lines.size()
          && !lines.get(next).equals(one)
          && !lines.get(next).equals(other)) {
        next++;
      }
      return lines.subList(start, next);
    }

    /// SQL without a head ends with its semicolon, so that a plain script becomes many records.
    private List<String> bareStatement() {
      var start = next;
      var all = until("<<<<", "----");
      for (var i = 0; i < all.size(); i++) {
        if (all.get(i).endsWith(";")) {
          next = start + i + 1;
          var statement = new ArrayList<>(all.subList(0, i + 1));
          statement.set(i, all.get(i).substring(0, all.get(i).length() - 1));
          return statement;
        }
      }
      return all;
    }

    private boolean skip(String marker) {
      var there = next < lines.size() && lines.get(next).equals(marker);
      next += there ? 1 : 0;
      return there;
    }

    private static Condition condition(String text) {
      var words = text.split(" ", 3);
      return new Condition(words[0].equals("onlyif"), words[1], words.length > 2 ? words[2] : "");
    }

    private static List<@Nullable String> parameters(String text) {
      var values = new ArrayList<@Nullable String>();
      if (text.length() > "bind ".length()) {
        for (var value : text.substring("bind ".length()).split(" \\| ", -1)) {
          values.add(value.equals("NULL") ? null : value.equals("(empty)") ? "" : value);
        }
      }
      return values;
    }

    private static Head head(String text) {
      var rest = text.contains(" ") ? text.substring(text.indexOf(' ') + 1) : "";
      if (text.startsWith("query")) {
        return query(rest);
      }
      if (text.startsWith("copy")) {
        return Head.of(rest.equals("hex") ? Kind.COPY_HEX : Kind.COPY, "");
      }
      if (text.startsWith("script")) {
        return Head.of(Kind.SCRIPT, "");
      }
      var words = rest.split(" ", 2);
      var argument = words.length > 1 ? words[1] : "";
      return switch (words[0]) {
        case "ok" -> Head.of(Kind.OK, argument);
        case "error" -> Head.of(Kind.ERROR, argument);
        case "count" -> Head.of(Kind.COUNT, argument);
        default -> throw new IllegalArgumentException("unknown directive: " + text);
      };
    }

    /// `query [COLUMNS] [nosort|rowsort|valuesort] [LABEL]`; blanks within COLUMNS are in quotes.
    private static Head query(String rest) {
      var columns = "";
      var sort = Sort.NOSORT;
      var label = "";
      for (var word : rest.split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
        if (Set.of("nosort", "rowsort", "valuesort").contains(word)) {
          sort = Sort.valueOf(word.toUpperCase(Locale.ROOT));
        } else if (columns.isEmpty() && word.contains(":")) {
          columns = word;
        } else {
          label = word;
        }
      }
      return new Head(Kind.QUERY, columns, sort, label);
    }
  }
}
