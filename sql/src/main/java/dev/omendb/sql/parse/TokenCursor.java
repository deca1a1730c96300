package dev.omendb.sql.parse;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.StackLimit;
import dev.omendb.sql.parse.generated.ParseException;
import dev.omendb.sql.parse.generated.PgGrammar;
import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.node.TypeName;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// A position in the tokens of one text. Utility statements read the tokens directly; for names,
/// types, expressions and queries they hand over to the generated grammar, which goes on from here.
///
/// Confined to the thread that parses.
final class TokenCursor {
  /// Runs one production of the grammar.
  interface Production<T> {
    T read(PgGrammar grammar) throws ParseException;
  }

  private final String source;
  private final List<SqlToken> tokens;
  private final SyntaxErrors errors;
  private @Nullable TokenSource grammarTokens;
  private @Nullable PgGrammar grammar;
  private int index;

  TokenCursor(String source) {
    this.source = source;
    this.tokens = SqlLexer.tokens(source);
    this.errors = new SyntaxErrors(source);
  }

  SqlToken peek() {
    return tokens.get(index);
  }

  SqlToken peek(int ahead) {
    return tokens.get(Math.min(index + ahead, tokens.size() - 1));
  }

  SqlToken next() {
    SqlToken token = tokens.get(index);
    if (!token.isEnd()) {
      index++;
    }
    return token;
  }

  SqlToken previous() {
    return tokens.get(Math.max(index - 1, 0));
  }

  boolean at(String word) {
    return peek().is(word);
  }

  /// Whether these words come next.
  boolean at(String first, String second) {
    return peek().is(first) && peek(1).is(second);
  }

  boolean atKind(int kind) {
    return peek().kind == kind;
  }

  boolean accept(String word) {
    if (!at(word)) {
      return false;
    }
    index++;
    return true;
  }

  /// Moves over all the words, or over none.
  boolean accept(String first, String second) {
    if (!at(first, second)) {
      return false;
    }
    index += 2;
    return true;
  }

  boolean accept(String first, String second, String third) {
    if (!at(first, second) || !peek(2).is(third)) {
      return false;
    }
    index += 3;
    return true;
  }

  /// Moves over a phrase; once its first word is there the others must follow.
  boolean acceptPhrase(String first, String... rest) {
    if (!accept(first)) {
      return false;
    }
    for (String word : rest) {
      expect(word);
    }
    return true;
  }

  /// A word that PostgreSQL does not reserve.
  String nonReserved() {
    if (!Names.isLabel(peek()) || peek().category == Keywords.Category.RESERVED) {
      throw unexpected();
    }
    return next().image;
  }

  boolean acceptKind(int kind) {
    if (!atKind(kind)) {
      return false;
    }
    index++;
    return true;
  }

  SqlToken expect(String word) {
    if (!at(word)) {
      throw unexpected();
    }
    return next();
  }

  SqlToken expectKind(int kind) {
    if (!atKind(kind)) {
      throw unexpected();
    }
    return next();
  }

  void open() {
    expectKind(PgGrammarConstants.LPAREN);
  }

  void close() {
    expectKind(PgGrammarConstants.RPAREN);
  }

  boolean acceptComma() {
    return acceptKind(PgGrammarConstants.COMMA);
  }

  /// A string constant's value.
  String string() {
    return expectKind(PgGrammarConstants.PG_STRING).image;
  }

  /// A column, table, role or similar name.
  String name() {
    if (!Names.isColumnId(peek())) {
      throw unexpected();
    }
    return next().image;
  }

  /// Any word.
  String label() {
    if (!Names.isLabel(peek())) {
      throw unexpected();
    }
    return next().image;
  }

  /// A role's name; CURRENT_USER and its kin are names here.
  String role() {
    if (at("current_user") || at("session_user") || at("current_role")) {
      return next().word;
    }
    return nonReserved();
  }

  List<String> roles() {
    List<String> roles = new ArrayList<>();
    do {
      roles.add(role());
    } while (acceptComma());
    return roles;
  }

  /// A whole number with an optional sign.
  BigInteger integer() {
    boolean negative = acceptKind(PgGrammarConstants.MINUS);
    if (!negative) {
      acceptKind(PgGrammarConstants.PLUS);
    }
    BigInteger value =
        new BigInteger(expectKind(PgGrammarConstants.UNSIGNED_INTEGER_LITERAL).image);
    return negative ? value.negate() : value;
  }

  /// IF EXISTS.
  boolean ifExists() {
    return accept("if", "exists");
  }

  /// IF NOT EXISTS.
  boolean ifNotExists() {
    return at("if", "not") && acceptPhrase("if", "not", "exists");
  }

  /// CASCADE or RESTRICT or nothing.
  boolean cascade() {
    if (accept("cascade")) {
      return true;
    }
    accept("restrict");
    return false;
  }

  /// ( option, … )
  List<Option> options() {
    return run(PgGrammar::PgOptions);
  }

  /// ( option value, … )
  List<Option> utilityOptions() {
    return run(PgGrammar::PgUtilityOptions);
  }

  SqlNode expression() {
    return run(PgGrammar::PgExpression);
  }

  SqlNode expressionInParentheses() {
    open();
    SqlNode expression = expression();
    close();
    return expression;
  }

  TypeName type() {
    return run(PgGrammar::PgType);
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    do {
      names.add(name());
    } while (acceptComma());
    return names;
  }

  List<String> namesInParentheses() {
    return run(PgGrammar::PgParenthesizedNames);
  }

  ObjectName qualifiedName() {
    return run(PgGrammar::PgQualifiedName);
  }

  List<ObjectName> qualifiedNames() {
    return run(PgGrammar::PgQualifiedNames);
  }

  /// Lets the grammar read a production from the current token.
  <T> T run(Production<T> production) {
    if (grammar == null || grammarTokens == null) {
      grammarTokens = new TokenSource(tokens, errors);
      grammarTokens.moveTo(index);
      grammar = new PgGrammar(grammarTokens);
    } else {
      grammarTokens.moveTo(index);
      grammar.ReInit(grammarTokens);
    }
    try {
      T result = production.read(grammar);
      index = ((SqlToken) grammar.getToken(1)).index;
      return result;
    } catch (ParseException e) {
      throw errors.at(grammar.getToken(1));
    } catch (StackOverflowError e) {
      throw StackLimit.exceeded(e);
    }
  }

  DatabaseException unexpected() {
    return errors.at(peek());
  }

  DatabaseException unexpected(SqlToken token) {
    return errors.at(token);
  }

  DatabaseException unsupported(SqlToken token, String feature) {
    return errors.unsupported(token, feature);
  }

  DatabaseException error(SqlToken token, String message) {
    return errors.plain(token, message);
  }

  /// The source from a token to the last one read, trimmed.
  StatementText textSince(SqlToken first) {
    return new StatementText(sourceSince(first), first.start, first.beginColumn - 1);
  }

  String sourceSince(SqlToken first) {
    return source.substring(first.start, previous().end);
  }
}
