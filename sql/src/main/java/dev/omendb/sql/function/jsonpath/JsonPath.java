package dev.omendb.sql.function.jsonpath;

import dev.omendb.sql.type.json.Json;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A parsed jsonpath.
///
/// @param strict structural errors count; else arrays are unwrapped and missing members skipped
record JsonPath(boolean strict, Node root) {

  /// An expression: a sequence of items, or a predicate.
  sealed interface Node {}

  /// `$`.
  record Root() implements Node {}

  /// `@`.
  record Current() implements Node {}

  /// `last`.
  record Last() implements Node {}

  record Literal(Json value) implements Node {}

  record Variable(String name) implements Node {}

  /// `.name`; null for `.*`.
  record Member(Node base, @Nullable String name) implements Node {}

  /// `.**{from to to}`.
  record Descendants(Node base, int from, int to) implements Node {}

  /// `[a, b to c]`; null for `[*]`.
  record Elements(Node base, @Nullable List<Range> ranges) implements Node {}

  /// @param to null for a single index
  record Range(Node from, @Nullable Node to) {}

  /// `? (predicate)`.
  record Filter(Node base, Node predicate) implements Node {}

  /// `.size()` and its like.
  record Method(Node base, String name) implements Node {}

  /// `+ - * / %` with two operands.
  record Arithmetic(char operator, Node left, Node right) implements Node {}

  record Sign(boolean negative, Node operand) implements Node {}

  record Comparison(String operator, Node left, Node right) implements Node {}

  record And(Node left, Node right) implements Node {}

  record Or(Node left, Node right) implements Node {}

  record Not(Node operand) implements Node {}

  record IsUnknown(Node operand) implements Node {}

  record Exists(Node operand) implements Node {}

  record StartsWith(Node operand, Node prefix) implements Node {}

  record LikeRegex(Node operand, Pattern pattern) implements Node {}

  /// True for nodes whose value is true, false or unknown.
  static boolean isPredicate(Node node) {
    return switch (node) {
      case Comparison _, And _, Or _, Not _, IsUnknown _, Exists _, StartsWith _, LikeRegex _ ->
          true;
      default -> false;
    };
  }
}
