package dev.omendb.compat.slt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One paragraph of a test file.
public sealed interface SltRecord {
  /// The number of the paragraph's first line, from 1.
  int line();

  /// Comment lines and blank paragraphs, kept for rewriting.
  record Comment(int line, List<String> text) implements SltRecord {}

  /// A directive that is no statement: `connection`, `restart`, `include`, `mode`, `require`,
  /// `halt`, `await`.
  ///
  /// @param leading comments and conditions above it, as written
  record Control(
      int line, List<String> leading, List<Condition> conditions, String word, String argument)
      implements SltRecord {}

  /// SQL with what is expected of it.
  ///
  /// @param leading comment lines above it
  /// @param parameters the values of `bind`, null where there is no such line
  /// @param background whether the runner goes on before the answer, until `await`
  /// @param head the kind and its arguments, null for bare SQL whose expectation is yet to be
  ///     written
  /// @param copyIn the lines between `<<<<` and `>>>>`
  /// @param expected the lines below `----`
  record Sql(
      int line,
      List<String> leading,
      List<Condition> conditions,
      @Nullable List<@Nullable String> parameters,
      boolean background,
      @Nullable Head head,
      String sql,
      @Nullable List<String> copyIn,
      List<String> expected)
      implements SltRecord {}

  /// `skipif WHAT REASON` or `onlyif WHAT REASON`.
  ///
  /// @param what postgres, omendb, simple, extended or binary
  record Condition(boolean only, String what, String reason) {
    boolean excludes(String serverKind, Mode mode) {
      var applies = what.equals(serverKind) || what.equals(mode.word());
      return only != applies;
    }

    String text() {
      return (only ? "onlyif " : "skipif ") + what + (reason.isEmpty() ? "" : " " + reason);
    }
  }

  /// The first line of a statement.
  ///
  /// @param kind ok, error, count, query, script or copy
  /// @param argument the command tag, SQLSTATE and pattern, count, or column list
  record Head(Kind kind, String argument, Sort sort, String label) {
    enum Kind {
      OK,
      ERROR,
      COUNT,
      QUERY,
      SCRIPT,
      COPY,
      COPY_HEX
    }

    enum Sort {
      NOSORT,
      ROWSORT,
      VALUESORT
    }

    static Head of(Kind kind, String argument) {
      return new Head(kind, argument, Sort.NOSORT, "");
    }
  }
}
