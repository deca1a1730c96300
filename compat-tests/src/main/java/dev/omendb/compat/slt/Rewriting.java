package dev.omendb.compat.slt;

import dev.omendb.compat.slt.SltRecord.Comment;
import dev.omendb.compat.slt.SltRecord.Condition;
import dev.omendb.compat.slt.SltRecord.Control;
import dev.omendb.compat.slt.SltRecord.Head;
import dev.omendb.compat.slt.SltRecord.Head.Kind;
import dev.omendb.compat.slt.SltRecord.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns records back into a test file's text, with new expectations where there are some.
final class Rewriting {
  private Rewriting() {}

  /// @param answers what the server said, by record
  static String text(SltFile file, Map<SltRecord, Expectation> answers) {
    var paragraphs = new ArrayList<String>();
    for (var record : file.records()) {
      var lines =
          switch (record) {
            case Comment comment -> comment.text();
            case Control control -> control(control);
            case Sql sql -> sql(sql, answers.get(sql));
          };
      paragraphs.add(String.join("\n", lines));
    }
    return String.join("\n\n", paragraphs) + "\n";
  }

  private static List<String> control(Control control) {
    var lines = new ArrayList<>(control.leading());
    control.conditions().stream().map(Condition::text).forEach(lines::add);
    lines.add((control.word() + " " + control.argument()).strip());
    return lines;
  }

  private static List<String> sql(Sql record, @Nullable Expectation answer) {
    var lines = new ArrayList<>(record.leading());
    record.conditions().stream().map(Condition::text).forEach(lines::add);
    if (record.parameters() != null) {
      var values =
          record.parameters().stream()
              .map(v -> v == null ? "NULL" : v.isEmpty() ? "(empty)" : v)
              .toList();
      lines.add(("bind " + String.join(" | ", values)).strip());
    }
    if (record.background()) {
      lines.add("background");
    }
    var byHand = record.head() != null && answer != null && byHand(record.head(), answer.head());
    var head = answer == null || byHand ? record.head() : answer.head();
    if (head != null) {
      lines.add(Expectation.line(head));
    }
    lines.add(record.sql());
    if (record.copyIn() != null) {
      lines.add("<<<<");
      lines.addAll(record.copyIn());
      lines.add(">>>>");
    }
    var expected = answer == null || byHand ? record.expected() : answer.lines();
    if (!expected.isEmpty() || (head != null && head.kind() == Kind.QUERY)) {
      lines.add("----");
      lines.addAll(expected);
    }
    return lines;
  }

  /// Expectations that say less than the whole answer are left as they were written.
  private static boolean byHand(Head wanted, Head answered) {
    return (wanted.kind() == Kind.COUNT && answered.kind() == Kind.OK)
        || (wanted.kind() == Kind.ERROR
            && answered.kind() == Kind.ERROR
            && !wanted.argument().isEmpty());
  }
}
