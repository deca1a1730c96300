package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.statement.SequenceOptions;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Joins the sequence options of several SET clauses of one ALTER COLUMN. Lives while it is parsed.
final class IdentityOptions {
  private SequenceOptions options =
      new SequenceOptions(
          null, null, null, null, false, null, false, null, null, false, null, null, null);
  private boolean restart;
  private @Nullable BigInteger restartWith;

  /// Takes over what one SET clause said; nothing said is a syntax error.
  void add(SequenceOptions more, TokenCursor tokens) {
    SequenceOptions old = options;
    options =
        new SequenceOptions(
            or(more.type(), old.type()),
            or(more.start(), old.start()),
            or(more.increment(), old.increment()),
            or(more.minimum(), old.minimum()),
            more.noMinimum() || old.noMinimum(),
            or(more.maximum(), old.maximum()),
            more.noMaximum() || old.noMaximum(),
            or(more.cache(), old.cache()),
            or(more.cycle(), old.cycle()),
            false,
            null,
            or(more.ownedBy(), old.ownedBy()),
            or(more.sequenceName(), old.sequenceName()));
    if (more.restart()) {
      restart = true;
      restartWith = more.restartWith();
    } else if (options.equals(old)) {
      throw tokens.unexpected();
    }
  }

  /// RESTART [WITH number], the word read already.
  void restart(TokenCursor tokens) {
    restart = true;
    if (tokens.atKind(PgGrammarConstants.UNSIGNED_INTEGER_LITERAL)
        || tokens.atKind(PgGrammarConstants.MINUS)) {
      restartWith = tokens.integer();
    }
  }

  SequenceOptions result() {
    return new SequenceOptions(
        options.type(),
        options.start(),
        options.increment(),
        options.minimum(),
        options.noMinimum(),
        options.maximum(),
        options.noMaximum(),
        options.cache(),
        options.cycle(),
        restart,
        restartWith,
        options.ownedBy(),
        options.sequenceName());
  }

  private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
    return first != null ? first : second;
  }
}
