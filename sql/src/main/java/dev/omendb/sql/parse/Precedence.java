package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammarConstants;

/// How tightly PostgreSQL's infix operators bind (the precedence table of its grammar).
public final class Precedence {
  public static final int NONE = 0;
  public static final int OR = 1;
  public static final int AND = 2;
  public static final int NOT = 3;
  public static final int IS = 4;
  public static final int COMPARISON = 5;
  public static final int MATCH = 6;
  public static final int OPERATOR = 7;
  public static final int SUM = 8;
  public static final int PRODUCT = 9;
  public static final int POWER = 10;
  public static final int AT_TIME_ZONE = 11;
  public static final int COLLATE = 12;
  public static final int SIGN = 13;
  public static final int CAST = 14;

  private Precedence() {}

  /// The precedence of the infix construct this token begins, [#NONE] when it begins none.
  /// `restricted`: only what PostgreSQL allows where AND, NOT, IN and the like would be ambiguous.
  public static int of(SqlToken token, boolean restricted) {
    return switch (token.kind) {
      case PgGrammarConstants.PG_CAST -> CAST;
      case PgGrammarConstants.OR -> restricted ? NONE : OR;
      case PgGrammarConstants.AND -> restricted ? NONE : AND;
      case PgGrammarConstants.IS -> restricted ? ofRestrictedIs(token) : IS;
      case PgGrammarConstants.ISNULL, PgGrammarConstants.NOTNULL -> restricted ? NONE : IS;
      case PgGrammarConstants.EQ -> COMPARISON;
      case PgGrammarConstants.NOT -> !restricted && isMatch(token.after()) ? MATCH : NONE;
      case PgGrammarConstants.OVERLAPS -> restricted ? NONE : OPERATOR;
      case PgGrammarConstants.PLUS, PgGrammarConstants.MINUS -> SUM;
      case PgGrammarConstants.STAR -> PRODUCT;
      case PgGrammarConstants.PG_OPERATOR -> ofOperator(token.image);
      case PgGrammarConstants.COLLATE -> restricted ? NONE : COLLATE;
      case PgGrammarConstants.IDENTIFIER -> ofWord(token, restricted);
      default -> !restricted && isMatch(token) ? MATCH : NONE;
    };
  }

  private static int ofRestrictedIs(SqlToken token) {
    SqlToken next = token.after().is("not") ? token.after().after() : token.after();
    return next.is("distinct") || next.is("document") ? IS : NONE;
  }

  private static int ofWord(SqlToken token, boolean restricted) {
    if (token.is("operator") && token.after().kind == PgGrammarConstants.LPAREN) {
      return OPERATOR;
    }
    boolean zone = token.is("at") && token.after().is("time");
    return zone && !restricted ? AT_TIME_ZONE : NONE;
  }

  /// BETWEEN, IN, LIKE, ILIKE, SIMILAR.
  private static boolean isMatch(SqlToken token) {
    return switch (token.kind) {
      case PgGrammarConstants.BETWEEN,
          PgGrammarConstants.IN,
          PgGrammarConstants.LIKE,
          PgGrammarConstants.ILIKE ->
          true;
      case PgGrammarConstants.SIMILAR -> token.after().is("to");
      default -> false;
    };
  }

  /// The precedence of an operator written as symbols.
  public static int ofOperator(String symbols) {
    return switch (symbols) {
      case "<", ">", "=", "<=", ">=", "<>" -> COMPARISON;
      case "+", "-" -> SUM;
      case "*", "/", "%" -> PRODUCT;
      case "^" -> POWER;
      default -> OPERATOR;
    };
  }

  /// Whether `a < b < c` is an error at this precedence.
  public static boolean chains(int precedence) {
    return precedence != COMPARISON && precedence != MATCH;
  }
}
