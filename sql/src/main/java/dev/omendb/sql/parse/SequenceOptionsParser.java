package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.TypeName;
import dev.omendb.sql.parse.statement.SequenceOptions;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// The options of CREATE SEQUENCE, ALTER SEQUENCE and identity columns.
final class SequenceOptionsParser {
  private final TokenCursor tokens;
  private @Nullable TypeName type;
  private @Nullable BigInteger start;
  private @Nullable BigInteger increment;
  private @Nullable BigInteger minimum;
  private boolean noMinimum;
  private @Nullable BigInteger maximum;
  private boolean noMaximum;
  private @Nullable BigInteger cache;
  private @Nullable Boolean cycle;
  private boolean restart;
  private @Nullable BigInteger restartWith;
  private @Nullable ObjectName ownedBy;
  private @Nullable ObjectName sequenceName;

  SequenceOptionsParser(TokenCursor tokens) {
    this.tokens = tokens;
  }

  /// `( options )`, or nothing.
  SequenceOptions inParentheses() {
    if (!tokens.acceptKind(PgGrammarConstants.LPAREN)) {
      return new SequenceOptionsParser(tokens).result();
    }
    SequenceOptions options = options();
    tokens.close();
    return options;
  }

  /// As many options as follow.
  SequenceOptions options() {
    SequenceOptionsParser parser = new SequenceOptionsParser(tokens);
    while (parser.option()) {
      // Each call reads one option.
    }
    return parser.result();
  }

  /// Reads one option; false when none follows.
  private boolean option() {
    switch (tokens.peek().word) {
      case "as" -> {
        tokens.next();
        type = tokens.type();
      }
      case "start" -> {
        tokens.next();
        tokens.accept("with");
        start = tokens.integer();
      }
      case "increment" -> {
        tokens.next();
        tokens.accept("by");
        increment = tokens.integer();
      }
      case "minvalue" -> {
        tokens.next();
        minimum = tokens.integer();
      }
      case "maxvalue" -> {
        tokens.next();
        maximum = tokens.integer();
      }
      case "cache" -> {
        tokens.next();
        cache = tokens.integer();
      }
      case "cycle" -> {
        tokens.next();
        cycle = true;
      }
      case "no" -> negated();
      case "restart" -> restart();
      case "owned" -> {
        tokens.next();
        tokens.expect("by");
        ownedBy = tokens.qualifiedName();
      }
      case "sequence" -> {
        tokens.next();
        tokens.expect("name");
        sequenceName = tokens.qualifiedName();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void negated() {
    tokens.expect("no");
    if (tokens.accept("cycle")) {
      cycle = false;
    } else if (tokens.accept("minvalue")) {
      noMinimum = true;
    } else {
      tokens.expect("maxvalue");
      noMaximum = true;
    }
  }

  private void restart() {
    tokens.expect("restart");
    restart = true;
    boolean with = tokens.accept("with");
    boolean number =
        tokens.atKind(PgGrammarConstants.UNSIGNED_INTEGER_LITERAL)
            || tokens.atKind(PgGrammarConstants.MINUS)
            || tokens.atKind(PgGrammarConstants.PLUS);
    if (with || number) {
      restartWith = tokens.integer();
    }
  }

  private SequenceOptions result() {
    return new SequenceOptions(
        type,
        start,
        increment,
        minimum,
        noMinimum,
        maximum,
        noMaximum,
        cache,
        cycle,
        restart,
        restartWith,
        ownedBy,
        sequenceName);
  }
}
