package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammarTokenManager;
import dev.omendb.sql.parse.generated.Token;
import java.util.List;

/// Hands [SqlLexer]'s tokens to the generated grammar, in place of the lexer JavaCC generates. The
/// tokens are linked, so the grammar asks for the first one only.
///
/// Confined to the thread that parses.
public final class TokenSource extends PgGrammarTokenManager {
  private final List<SqlToken> tokens;
  private int next;

  /// For the grammar's error messages.
  public final SyntaxErrors errors;

  TokenSource(List<SqlToken> tokens, SyntaxErrors errors) {
    super(null);
    this.tokens = tokens;
    this.errors = errors;
  }

  void moveTo(int index) {
    next = index;
  }

  @Override
  public Token getNextToken() {
    return tokens.get(Math.min(next++, tokens.size() - 1));
  }
}
