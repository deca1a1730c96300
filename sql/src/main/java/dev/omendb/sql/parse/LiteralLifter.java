package dev.omendb.sql.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns `… WHERE id = 7` into `… WHERE id = $1` and the constant 7, so that statements that differ
/// in constants only share one plan. One pass over the text, no parsing.
///
/// Only constants whose place makes the exchange safe are lifted: behind a comparison, a distance
/// or a containment operator, in BETWEEN, in IN lists, in the VALUES of an INSERT. A number that is
/// calculated with is not: a parameter might be calculated with in a narrower type. All others
/// (LIMIT, ORDER BY 1, type modifiers, function arguments, LIKE patterns) stay part of the text; so
/// does everything behind ON CONFLICT, where a predicate must be that of an index. A partial index
/// cannot be chosen by a lifted constant: a table that has one is better planned from the original
/// text. A text with parameters of its own, or with clauses where equal expressions must stay equal
/// (GROUP BY, DISTINCT, UNION, OVER), is not lifted at all.
///
/// Positions in the lifted text are not the user's: when it cannot be bound, bind the original text
/// to report the error.
public final class LiteralLifter {
  /// More constants than this are not worth a plan of their own.
  private static final int MAX_LITERALS = 256;

  private static final int MAX_DEPTH = 60;
  private static final String OPERATOR = "~!@#^&|`?+-*/%<>=";

  /// The type the constant would have had as a literal.
  public enum Kind {
    /// An unknown literal: the context decides.
    STRING,
    INT4,
    INT8,
    NUMERIC
  }

  /// A lifted constant: a string's characters or a number's digits, and its 1-based UTF-16 index.
  public record Literal(Kind kind, String text, int position) {}

  /// The text with `$n` in place of the literals; `literals.get(n - 1)` is the value of `$n`.
  public record Lifted(String text, List<Literal> literals) {}

  /// What stands before the current token.
  private enum Before {
    OPERATOR,
    OPEN,
    COMMA,
    LIFTING_WORD,
    LIST_WORD,
    VALUES_WORD,
    STRING,
    OTHER
  }

  private final String sql;
  private final StringBuilder out;
  private final List<Literal> literals = new ArrayList<>();
  private int at;
  private int copiedTo;
  private Before before = Before.OTHER;
  private int depth;
  private int valuesDepth = -1;

  /// Set behind ON CONFLICT: nothing more is lifted.
  private boolean frozen;

  /// Whether VALUES are those of rows to insert, whose types their table decides.
  private boolean inserts;

  /// Bit d: the parenthesis at depth d is a list of values.
  private long lists;

  private LiteralLifter(String sql) {
    this.sql = sql;
    this.out = new StringBuilder(sql.length() + 16);
  }

  /// The lifted statement, or null when nothing can be lifted safely.
  public static @Nullable Lifted lift(String sql) {
    LiteralLifter lifter = new LiteralLifter(sql);
    if (!lifter.begins() || !lifter.scan() || lifter.literals.isEmpty()) {
      return null;
    }
    lifter.out.append(sql, lifter.copiedTo, lifter.at);
    return new Lifted(lifter.out.toString(), lifter.literals);
  }

  /// Whether the first word is that of a query or a change.
  private boolean begins() {
    while (at < sql.length() && SqlLexer.isBlank(sql.charAt(at))) {
      at++;
    }
    int end = wordEnd(at);
    inserts = word(at, end, "insert");
    return inserts
        || word(at, end, "select")
        || word(at, end, "update")
        || word(at, end, "delete");
  }

  /// Reads to the end; false when the text is not safe.
  private boolean scan() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      boolean safe;
      if (SqlLexer.isBlank(c)) {
        at++;
        continue;
      } else if (SqlLexer.isIdentifierStart(c)) {
        safe = word();
      } else if (SqlLexer.isDigit(c) || c == '.' && SqlLexer.isDigit(peek(1))) {
        safe = number();
      } else if (c == '\'') {
        safe = string();
      } else if (c == '"') {
        safe = quotedName();
      } else if (c == ';') {
        return onlyBlanksFollow();
      } else if (c == '$' || c == '\\') {
        return false;
      } else {
        safe = symbol(c);
      }
      if (!safe || literals.size() > MAX_LITERALS) {
        return false;
      }
    }
    return true;
  }

  private boolean onlyBlanksFollow() {
    for (int i = at + 1; i < sql.length(); i++) {
      if (!SqlLexer.isBlank(sql.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean word() {
    int start = at;
    at = wordEnd(start);
    if (peek(0) == '\'' || peek(0) == '&' && peek(1) == '\'') {
      return false;
    }
    before = Before.OTHER;
    switch (at - start) {
      case 2 -> {
        if (word(start, at, "in")) {
          before = Before.LIST_WORD;
        }
      }
      case 3 -> {
        if (word(start, at, "and")) {
          before = Before.LIFTING_WORD;
        } else if (word(start, at, "any")) {
          before = Before.LIST_WORD;
        }
      }
      case 4 -> {
        if (word(start, at, "over")) {
          return false;
        }
      }
      case 5 -> {
        if (word(start, at, "group") || word(start, at, "union")) {
          return false;
        }
      }
      case 6 -> {
        if (word(start, at, "values")) {
          lists &= ~(1L << depth);
          if (inserts) {
            before = Before.VALUES_WORD;
            valuesDepth = depth;
            return true;
          }
        }
        if (word(start, at, "except") || word(start, at, "window")) {
          return false;
        }
        if (word(start, at, "select")) {
          lists &= ~(1L << depth);
        }
      }
      case 7 -> {
        if (word(start, at, "between")) {
          before = Before.LIFTING_WORD;
        }
      }
      case 8 -> {
        frozen |= word(start, at, "conflict");
        if (word(start, at, "distinct")) {
          return false;
        }
      }
      case 9 -> {
        if (word(start, at, "intersect")) {
          return false;
        }
      }
      default -> {}
    }
    if (depth == valuesDepth) {
      valuesDepth = -1;
    }
    return true;
  }

  private boolean number() {
    int start = at;
    boolean integer = true;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '.' && integer) {
        integer = false;
      } else if (!SqlLexer.isDigit(c)) {
        break;
      }
      at++;
    }
    if (at < sql.length() && SqlLexer.isIdentifierPart(sql.charAt(at)) || peek(0) == '.') {
      return false;
    }
    if (liftable() && !calculationFollows()) {
      String digits = sql.substring(start, at);
      lift(integer ? integerKind(digits) : Kind.NUMERIC, digits, start);
    }
    before = Before.OTHER;
    return true;
  }

  /// Whether what follows the number is an operator other than a comparison, or a cast.
  private boolean calculationFollows() {
    int next = at;
    while (next < sql.length() && SqlLexer.isBlank(sql.charAt(next))) {
      next++;
    }
    if (next >= sql.length()) {
      return false;
    }
    char c = sql.charAt(next);
    boolean comparison = c == '=' || (c == '<' || c == '>') && !isOperator(next + 1);
    return c == ':' || isOperator(next) && !comparison;
  }

  private boolean isOperator(int index) {
    return index < sql.length() && OPERATOR.indexOf(sql.charAt(index)) >= 0;
  }

  private static Kind integerKind(String digits) {
    if (digits.length() < 10) {
      return Kind.INT4;
    }
    if (digits.length() > 19) {
      return Kind.NUMERIC;
    }
    try {
      return Long.parseLong(digits) <= Integer.MAX_VALUE ? Kind.INT4 : Kind.INT8;
    } catch (NumberFormatException tooLong) {
      return Kind.NUMERIC;
    }
  }

  private boolean string() {
    int start = at;
    boolean doubled = false;
    int end = start + 1;
    while (true) {
      end = sql.indexOf('\'', end);
      if (end < 0 || before == Before.STRING) {
        return false;
      }
      if (end + 1 >= sql.length() || sql.charAt(end + 1) != '\'') {
        break;
      }
      doubled = true;
      end += 2;
    }
    at = end + 1;
    if (liftable()) {
      String text = sql.substring(start + 1, end);
      lift(Kind.STRING, doubled ? text.replace("''", "'") : text, start);
    }
    before = Before.STRING;
    return true;
  }

  private boolean liftable() {
    return !frozen
        && switch (before) {
          case OPERATOR, LIFTING_WORD -> true;
          case OPEN, COMMA -> (lists >>> depth & 1) != 0;
          case LIST_WORD, VALUES_WORD, STRING, OTHER -> false;
        };
  }

  private void lift(Kind kind, String text, int start) {
    literals.add(new Literal(kind, text, start + 1));
    out.append(sql, copiedTo, start).append('$').append(literals.size());
    copiedTo = at;
  }

  private boolean quotedName() {
    int end = sql.indexOf('"', at + 1);
    if (end < 0) {
      return false;
    }
    at = end + 1;
    before = Before.OTHER;
    return true;
  }

  private boolean symbol(char c) {
    switch (c) {
      case '(' -> {
        return open();
      }
      case ')' -> {
        depth--;
        before = Before.OTHER;
      }
      case ',' -> before = Before.COMMA;
      default -> {
        if (OPERATOR.indexOf(c) >= 0) {
          return operator();
        }
        before = Before.OTHER;
      }
    }
    at++;
    return depth >= 0;
  }

  private boolean open() {
    boolean list =
        before == Before.VALUES_WORD
            || before == Before.LIST_WORD
            || before == Before.COMMA && depth == valuesDepth;
    depth++;
    if (depth > MAX_DEPTH) {
      return false;
    }
    lists = list ? lists | 1L << depth : lists & ~(1L << depth);
    before = Before.OPEN;
    at++;
    return true;
  }

  /// An operator, `=>`, or a comment.
  private boolean operator() {
    int start = at;
    while (at < sql.length() && OPERATOR.indexOf(sql.charAt(at)) >= 0) {
      if (sql.charAt(at) == '-' && peek(1) == '-' || sql.charAt(at) == '/' && peek(1) == '*') {
        return false;
      }
      at++;
    }
    before = lifts(start, at) ? Before.OPERATOR : Before.OTHER;
    return true;
  }

  /// Comparisons, distances and containment. The operand of arithmetic, of `||` or `->>` is part of
  /// what an expression means (an index may be on that very expression); a sign belongs to its
  /// number.
  private boolean lifts(int start, int end) {
    char last = sql.charAt(end - 1);
    if (last == '-' || last == '+' || sql.startsWith("=>", start)) {
      return false;
    }
    return switch (sql.charAt(start)) {
      case '=', '<', '>' -> true;
      case '!' -> end - start == 2 && last == '=';
      case '@', '&' -> end - start == 2;
      default -> false;
    };
  }

  private int wordEnd(int start) {
    int end = start;
    while (end < sql.length() && SqlLexer.isIdentifierPart(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private boolean word(int start, int end, String lowerCase) {
    return end - start == lowerCase.length()
        && sql.regionMatches(true, start, lowerCase, 0, lowerCase.length());
  }

  private char peek(int distance) {
    int index = at + distance;
    return index < sql.length() ? sql.charAt(index) : 0;
  }
}
