package dev.omendb.sql.parse;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.Keywords.Category;
import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.IsTest;
import dev.omendb.sql.parse.node.WindowFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Questions the grammar asks about the tokens ahead: what may be a name where, and which construct
/// a word begins.
public final class Names {
  private static final Set<String> TYPE_WORDS =
      Set.of(
          "bigint",
          "bit",
          "boolean",
          "char",
          "character",
          "dec",
          "decimal",
          "float",
          "int",
          "integer",
          "interval",
          "national",
          "nchar",
          "numeric",
          "real",
          "smallint",
          "time",
          "timestamp",
          "varchar");
  private static final Set<String> VALUE_FUNCTIONS =
      Set.of(
          "current_date",
          "current_time",
          "current_timestamp",
          "localtime",
          "localtimestamp",
          "current_role",
          "current_user",
          "user",
          "session_user",
          "current_catalog",
          "current_schema");
  private static final Set<String> CALLS =
      Set.of(
          "coalesce",
          "nullif",
          "greatest",
          "least",
          "grouping",
          "row",
          "extract",
          "position",
          "trim",
          "substring",
          "overlay",
          "normalize",
          "exists");

  private static final Set<String> NOT_IN_FROM = Set.of("row", "grouping", "exists");

  private Names() {}

  /// PostgreSQL's ColId: a column, table or alias.
  public static boolean isColumnId(SqlToken token) {
    return token.category == null
        ? token.kind == PgGrammarConstants.IDENTIFIER
        : token.category == Category.UNRESERVED || token.category == Category.COLUMN_NAME;
  }

  /// PostgreSQL's type_function_name.
  public static boolean isTypeOrFunctionId(SqlToken token) {
    return token.category == null
        ? token.kind == PgGrammarConstants.IDENTIFIER
        : token.category == Category.UNRESERVED || token.category == Category.TYPE_OR_FUNCTION;
  }

  /// PostgreSQL's ColLabel: any word.
  public static boolean isLabel(SqlToken token) {
    return token.category != null || token.kind == PgGrammarConstants.IDENTIFIER;
  }

  /// A column label that needs no AS.
  public static boolean isBareLabel(SqlToken token) {
    return token.category == null
        ? token.kind == PgGrammarConstants.IDENTIFIER
        : Keywords.bareLabel(token.word);
  }

  /// A type that SQL spells with key words.
  public static boolean isSpelledType(SqlToken token) {
    return TYPE_WORDS.contains(token.word) || token.is("double") && token.after().is("precision");
  }

  /// `type 'text'` whose type is spelled with key words.
  public static boolean isTypedConstant(SqlToken token) {
    if (!isSpelledType(token)) {
      return false;
    }
    SqlToken next = token.after();
    return switch (next.kind) {
      case PgGrammarConstants.PG_STRING, PgGrammarConstants.LPAREN -> true;
      default ->
          token.is("double")
              || token.is("national") && (next.is("character") || next.is("char"))
              || next.is("varying")
              || token.word.startsWith("time")
                  && (next.is("with") || next.is("without"))
                  && next.after().is("time");
    };
  }

  public static boolean isValueFunction(SqlToken token) {
    if (!VALUE_FUNCTIONS.contains(token.word)) {
      return false;
    }
    boolean call =
        token.category == Category.TYPE_OR_FUNCTION
            && token.after().kind == PgGrammarConstants.LPAREN;
    return !call;
  }

  public static boolean takesPrecision(SqlToken token) {
    return switch (token.word) {
      case "current_time", "current_timestamp", "localtime", "localtimestamp" -> true;
      default -> false;
    };
  }

  /// COALESCE ( and the like.
  public static boolean isCallByKeyword(SqlToken token) {
    return CALLS.contains(token.word) && token.after().kind == PgGrammarConstants.LPAREN
        || token.is("collation") && token.after().is("for");
  }

  /// XMLELEMENT ( and the like, which need a type OmenDB has not.
  public static boolean isXmlCall(SqlToken token) {
    return token.category == Category.COLUMN_NAME
        && token.word.startsWith("xml")
        && token.after().kind == PgGrammarConstants.LPAREN;
  }

  /// Whether an operator can stand here.
  public static boolean isSymbols(SqlToken token) {
    return switch (token.kind) {
      case PgGrammarConstants.PG_OPERATOR,
          PgGrammarConstants.EQ,
          PgGrammarConstants.STAR,
          PgGrammarConstants.PLUS,
          PgGrammarConstants.MINUS ->
          true;
      default -> false;
    };
  }

  /// An operator that may have no left operand; the arithmetic ones need one.
  public static boolean isPrefixOperator(SqlToken token) {
    return token.kind == PgGrammarConstants.PG_OPERATOR
            && Precedence.ofOperator(token.image) == Precedence.OPERATOR
        || token.is("operator") && token.after().kind == PgGrammarConstants.LPAREN;
  }

  /// ANY, SOME, ALL behind an operator.
  public static boolean isQuantifier(SqlToken token) {
    return token.is("any") || token.is("some") || token.is("all");
  }

  /// `name =>` or `name :=`.
  public static boolean isNamedArgument(SqlToken token) {
    int next = token.after().kind;
    return isTypeOrFunctionId(token)
        && (next == PgGrammarConstants.NAMED_ARGUMENT_ASSIGNMENT
            || next == PgGrammarConstants.PG_ASSIGN);
  }

  /// Whether this parenthesis holds a query rather than an expression or a join. For `((` the token
  /// behind the inner parenthesis decides.
  public static boolean isQueryInParentheses(SqlToken token) {
    if (token.kind != PgGrammarConstants.LPAREN) {
      return false;
    }
    if (token.holdsQuery == null) {
      decideParentheses(token);
    }
    return Boolean.TRUE.equals(token.holdsQuery);
  }

  /// Decides for a run of `(` from the inside out, once for all of them.
  private static void decideParentheses(SqlToken first) {
    Deque<SqlToken> run = new ArrayDeque<>();
    SqlToken token = first;
    while (token.kind == PgGrammarConstants.LPAREN) {
      run.push(token);
      token = token.after();
    }
    boolean query =
        switch (token.kind) {
          case PgGrammarConstants.SELECT,
              PgGrammarConstants.VALUES,
              PgGrammarConstants.WITH,
              PgGrammarConstants.TABLE ->
              true;
          default -> false;
        };
    while (!run.isEmpty()) {
      SqlToken parenthesis = run.pop();
      parenthesis.holdsQuery = query;
      query = query && continuesQuery(parenthesis.behind());
    }
  }

  private static boolean continuesQuery(@Nullable SqlToken behind) {
    return behind != null
        && (behind.kind == PgGrammarConstants.RPAREN
            || behind.kind == PgGrammarConstants.ORDER
            || QueryTail.isSetOperation(behind)
            || QueryTail.begins(behind));
  }

  /// Whether an empty select list ends here.
  public static boolean endsSelectList(SqlToken token) {
    return switch (token.kind) {
      case SqlToken.EOF_KIND,
          PgGrammarConstants.SEMICOLON,
          PgGrammarConstants.RPAREN,
          PgGrammarConstants.INTO,
          PgGrammarConstants.FROM,
          PgGrammarConstants.WHERE,
          PgGrammarConstants.GROUP,
          PgGrammarConstants.HAVING,
          PgGrammarConstants.WINDOW,
          PgGrammarConstants.ORDER ->
          true;
      default -> QueryTail.isSetOperation(token) || QueryTail.begins(token);
    };
  }

  public static boolean isTemporary(SqlToken token) {
    return token.is("temp") || token.is("temporary");
  }

  public static boolean isJoin(SqlToken token) {
    return switch (token.word) {
      case "join", "cross", "natural", "inner", "left", "right", "full" -> true;
      default -> false;
    };
  }

  /// A call in FROM or an index key: a function's name with its parenthesis, or what SQL spells as
  /// a function.
  public static boolean isFunctionInFrom(SqlToken token) {
    if (isValueFunction(token) || token.is("cast")) {
      return true;
    }
    if (token.category == Category.COLUMN_NAME) {
      return isCallByKeyword(token) && !NOT_IN_FROM.contains(token.word);
    }
    if (!isColumnId(token) && !isTypeOrFunctionId(token)) {
      return false;
    }
    SqlToken next = token.after();
    while (next.kind == PgGrammarConstants.DOT) {
      next = next.after().after();
    }
    return next.kind == PgGrammarConstants.LPAREN;
  }

  /// `(name type …`: a column definition list rather than column aliases.
  public static boolean isDefinitionList(SqlToken parenthesis) {
    int behindName = parenthesis.after().after().kind;
    return behindName != PgGrammarConstants.COMMA && behindName != PgGrammarConstants.RPAREN;
  }

  /// OVER (w …: the name of a window, not the beginning of its own clauses.
  public static boolean isWindowReference(SqlToken token) {
    return isColumnId(token) && !token.is("partition") && !isFrameMode(token);
  }

  public static boolean isFrameMode(SqlToken token) {
    return token.is("rows") || token.is("range") || token.is("groups");
  }

  public static boolean isFrameDirection(SqlToken token) {
    return token.is("preceding") || token.is("following");
  }

  public static DatabaseException badFrame(SqlToken token, WindowFrame.Bound start) {
    boolean unbounded = start.kind() == WindowFrame.Bound.Kind.UNBOUNDED_FOLLOWING;
    return new DatabaseException(
            SqlState.WINDOWING_ERROR,
            unbounded
                ? "frame start cannot be UNBOUNDED FOLLOWING"
                : "frame starting from following row cannot end with current row")
        .position(token.beginColumn);
  }

  /// NULLS and the words that end an index key, which are not an operator class.
  public static boolean isSortWord(SqlToken token) {
    return token.is("asc")
        || token.is("desc")
        || token.is("nulls") && (token.after().is("first") || token.after().is("last"));
  }

  public static boolean isNumber(SqlToken token) {
    return token.kind == PgGrammarConstants.UNSIGNED_INTEGER_LITERAL
        || token.kind == PgGrammarConstants.APPROX_NUMERIC_LITERAL;
  }

  /// What may stand as an option's value: a word, a string, a number.
  public static boolean isOptionValue(SqlToken token) {
    return token.kind == PgGrammarConstants.PG_STRING || isNumber(token) || isLabel(token);
  }

  /// A name or value of EXPLAIN's options: a reserved word must mean yes or no.
  public static boolean isUtilityWord(SqlToken token) {
    return token.category != Category.RESERVED
        || token.is("true")
        || token.is("false")
        || token.is("on")
        || token.is("analyze")
        || token.is("analyse");
  }

  /// The test a word after IS [NOT] names, or null.
  public static IsTest.@Nullable Kind isTest(SqlToken token) {
    return switch (token.word) {
      case "null" -> IsTest.Kind.NULL;
      case "true" -> IsTest.Kind.TRUE;
      case "false" -> IsTest.Kind.FALSE;
      case "unknown" -> IsTest.Kind.UNKNOWN;
      case "document" -> IsTest.Kind.DOCUMENT;
      case "normalized", "nfc" -> IsTest.Kind.NORMALIZED;
      case "nfd" -> IsTest.Kind.NORMALIZED_NFD;
      case "nfkc" -> IsTest.Kind.NORMALIZED_NFKC;
      case "nfkd" -> IsTest.Kind.NORMALIZED_NFKD;
      default -> null;
    };
  }

  public static boolean isNormalForm(SqlToken token) {
    return switch (token.word) {
      case "nfc", "nfd", "nfkc", "nfkd" -> true;
      default -> false;
    };
  }

  /// The operator PostgreSQL has for LIKE, ILIKE and SIMILAR TO.
  public static String likeOperator(SqlToken token, boolean negated) {
    return switch (token.word) {
      case "like" -> negated ? "!~~" : "~~";
      case "ilike" -> negated ? "!~~*" : "~~*";
      default -> negated ? "!~" : "~";
    };
  }
}
