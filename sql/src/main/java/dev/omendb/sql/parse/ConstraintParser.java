package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammar;
import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.statement.Constraint;
import dev.omendb.sql.parse.statement.Constraint.Action;
import dev.omendb.sql.parse.statement.Constraint.Check;
import dev.omendb.sql.parse.statement.Constraint.ForeignKey;
import dev.omendb.sql.parse.statement.Constraint.Match;
import dev.omendb.sql.parse.statement.Constraint.Timing;
import dev.omendb.sql.parse.statement.Constraint.Unique;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Constraints of columns and tables.
final class ConstraintParser {
  private final TokenCursor tokens;
  private final SequenceOptionsParser sequences;

  ConstraintParser(TokenCursor tokens) {
    this.tokens = tokens;
    this.sequences = new SequenceOptionsParser(tokens);
  }

  /// CONSTRAINT name, if it stands here.
  private @Nullable String givenName() {
    return tokens.accept("constraint") ? tokens.name() : null;
  }

  /// A column's next constraint, or null when none follows.
  @Nullable Constraint ofColumn() {
    int position = tokens.peek().beginColumn;
    boolean named = tokens.at("constraint");
    @Nullable String name = givenName();
    if (tokens.accept("not", "null")) {
      return new Constraint.Nullability(name, false, position);
    }
    if (tokens.accept("null")) {
      return new Constraint.Nullability(name, true, position);
    }
    if (tokens.accept("default")) {
      SqlToken first = tokens.peek();
      SqlNode expression = tokens.run(PgGrammar::PgRestrictedExpression);
      return new Constraint.Default(name, expression, tokens.sourceSince(first), position);
    }
    if (tokens.at("generated")) {
      return generated(name, position);
    }
    if (tokens.at("check")) {
      return check(name, position);
    }
    if (tokens.at("unique") || tokens.at("primary")) {
      return unique(name, position, false);
    }
    if (tokens.at("references")) {
      return references(name, List.of(), position);
    }
    if (named) {
      throw tokens.unexpected();
    }
    return null;
  }

  /// Whether a table constraint begins here.
  boolean atTableConstraint() {
    return switch (tokens.peek().word) {
      case "constraint", "check", "unique", "primary", "foreign" -> true;
      case "exclude" ->
          tokens.peek(1).is("using") || tokens.peek(1).kind == PgGrammarConstants.LPAREN;
      default -> false;
    };
  }

  /// A table constraint.
  Constraint ofTable() {
    int position = tokens.peek().beginColumn;
    @Nullable String name = givenName();
    if (tokens.at("check")) {
      return check(name, position);
    }
    if (tokens.at("unique") || tokens.at("primary")) {
      return unique(name, position, true);
    }
    if (tokens.accept("foreign", "key")) {
      return references(name, tokens.namesInParentheses(), position);
    }
    if (tokens.at("exclude")) {
      throw tokens.unsupported(tokens.peek(), "EXCLUDE constraint");
    }
    throw tokens.unexpected();
  }

  private Constraint generated(@Nullable String name, int position) {
    tokens.expect("generated");
    boolean always = tokens.accept("always");
    if (!always) {
      tokens.expect("by");
      tokens.expect("default");
    }
    tokens.expect("as");
    if (tokens.accept("identity")) {
      return new Constraint.Identity(name, always, sequences.inParentheses(), position);
    }
    if (!always) {
      throw tokens.error(
          tokens.peek(), "for a generated column, GENERATED ALWAYS must be specified");
    }
    tokens.open();
    SqlToken first = tokens.peek();
    SqlNode expression = tokens.expression();
    String text = tokens.sourceSince(first);
    tokens.close();
    tokens.expect("stored");
    return new Constraint.Generated(name, expression, text, position);
  }

  private Constraint check(@Nullable String name, int position) {
    tokens.expect("check");
    tokens.open();
    SqlToken first = tokens.peek();
    SqlNode expression = tokens.expression();
    String text = tokens.sourceSince(first);
    tokens.close();
    boolean noInherit = tokens.accept("no", "inherit");
    SqlToken behind = tokens.peek();
    Timing timing = timing();
    if (timing.deferrable()) {
      throw tokens.error(behind, "misplaced DEFERRABLE clause");
    }
    return new Check(
        name, expression, text, noInherit || tokens.accept("no", "inherit"), timing, position);
  }

  /// UNIQUE and PRIMARY KEY, a column's or a table's.
  private Constraint unique(@Nullable String name, int position, boolean ofTable) {
    boolean primary = tokens.next().is("primary");
    if (primary) {
      tokens.expect("key");
    }
    if (ofTable && tokens.accept("using")) {
      tokens.expect("index");
      String index = tokens.name();
      return new Unique(
          name, primary, List.of(), false, List.of(), List.of(), index, timing(), position);
    }
    boolean nullsNotDistinct = !primary && nullsNotDistinct();
    List<String> columns = ofTable ? tokens.namesInParentheses() : List.of();
    List<String> include =
        ofTable && tokens.accept("include") ? tokens.namesInParentheses() : List.of();
    List<Option> options = tokens.accept("with") ? tokens.options() : List.of();
    if (tokens.accept("using", "index", "tablespace")) {
      tokens.name();
    }
    return new Unique(
        name, primary, columns, nullsNotDistinct, include, options, null, timing(), position);
  }

  boolean nullsNotDistinct() {
    if (tokens.accept("nulls", "not", "distinct")) {
      return true;
    }
    tokens.accept("nulls", "distinct");
    return false;
  }

  private Constraint references(@Nullable String name, List<String> columns, int position) {
    tokens.expect("references");
    ObjectName table = tokens.qualifiedName();
    List<String> referenced =
        tokens.atKind(PgGrammarConstants.LPAREN) ? tokens.namesInParentheses() : List.of();
    Match match = match();
    Action onDelete = Action.NO_ACTION;
    Action onUpdate = Action.NO_ACTION;
    List<String> setColumns = new ArrayList<>();
    while (tokens.at("on", "delete") || tokens.at("on", "update")) {
      tokens.next();
      if (tokens.next().is("delete")) {
        onDelete = action();
        boolean set = onDelete == Action.SET_NULL || onDelete == Action.SET_DEFAULT;
        if (set && tokens.atKind(PgGrammarConstants.LPAREN)) {
          setColumns.addAll(tokens.namesInParentheses());
        }
      } else {
        onUpdate = action();
      }
    }
    return new ForeignKey(
        name,
        columns,
        table,
        referenced,
        match,
        onDelete,
        setColumns,
        onUpdate,
        timing(),
        position);
  }

  private Match match() {
    SqlToken first = tokens.peek();
    if (!tokens.accept("match")) {
      return Match.SIMPLE;
    }
    if (tokens.accept("full")) {
      return Match.FULL;
    }
    if (tokens.accept("partial")) {
      throw tokens.unsupported(first, "MATCH PARTIAL");
    }
    tokens.expect("simple");
    return Match.SIMPLE;
  }

  private Action action() {
    if (tokens.accept("no", "action")) {
      return Action.NO_ACTION;
    }
    if (tokens.accept("restrict")) {
      return Action.RESTRICT;
    }
    if (tokens.accept("cascade")) {
      return Action.CASCADE;
    }
    tokens.expect("set");
    if (tokens.accept("null")) {
      return Action.SET_NULL;
    }
    tokens.expect("default");
    return Action.SET_DEFAULT;
  }

  /// DEFERRABLE, INITIALLY …, NOT VALID in any order.
  Timing timing() {
    @Nullable Boolean deferrable = null;
    boolean deferred = false;
    boolean notValid = false;
    while (true) {
      SqlToken token = tokens.peek();
      if (tokens.accept("deferrable")) {
        deferrable = true;
      } else if (tokens.accept("not", "deferrable")) {
        deferrable = false;
      } else if (tokens.accept("initially", "deferred")) {
        deferred = true;
      } else if (tokens.accept("not", "valid")) {
        notValid = true;
      } else if (!tokens.accept("initially", "immediate")) {
        return new Timing(deferred || Boolean.TRUE.equals(deferrable), deferred, notValid);
      }
      if (deferred && Boolean.FALSE.equals(deferrable)) {
        throw tokens.error(token, "constraint declared INITIALLY DEFERRED must be DEFERRABLE");
      }
    }
  }
}
