package dev.omendb.sql.parse;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.parse.Keywords.Category;
import dev.omendb.sql.parse.generated.Token;
import org.jspecify.annotations.Nullable;

/// A token of PostgreSQL's SQL, in the shape the generated grammar takes. `image` is the value: an
/// identifier folded, a string with its escapes undone, an operator's characters. `beginColumn` and
/// `endColumn` are 1-based and count characters; `start` and `end` are UTF-16 offsets.
public final class SqlToken extends Token {
  private static final long serialVersionUID = 1L;

  static final int EOF_KIND = 0;

  /// Index in the lexer's list.
  public final int index;

  public final int start;
  public final int end;

  /// The lower-case word when this is a key word or an unquoted identifier; empty otherwise.
  public final String word;

  /// Null when the token is no key word.
  public final transient @Nullable Category category;

  /// For `(` and `[` the bracket that closes it, null when none does.
  transient @Nullable SqlToken partner;

  /// For `(` whether a query is in it, null before anyone has asked: see
  /// Names.isQueryInParentheses.
  transient @Nullable Boolean holdsQuery;

  /// The lexer's complaint, raised when the grammar gets here.
  final transient @Nullable DatabaseException error;

  SqlToken(
      int kind,
      String image,
      String word,
      @Nullable Category category,
      int index,
      int start,
      int end,
      int surrogates,
      @Nullable DatabaseException error) {
    this.kind = kind;
    this.image = image;
    this.word = word;
    this.category = category;
    this.index = index;
    this.start = start;
    this.end = end;
    this.error = error;
    this.beginLine = 1;
    this.endLine = 1;
    this.beginColumn = start - surrogates + 1;
    this.endColumn = end - surrogates;
  }

  /// Whether this is the unquoted word.
  public boolean is(String lowerCaseWord) {
    return word.equals(lowerCaseWord);
  }

  /// The token after this one; the end of input follows itself.
  public SqlToken after() {
    return next == null ? this : (SqlToken) next;
  }

  /// The token behind the bracket that closes this one; null when none does.
  @Nullable SqlToken behind() {
    return partner == null ? null : partner.after();
  }

  boolean isEnd() {
    return kind == EOF_KIND;
  }
}
