package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.TypeName;
import dev.omendb.sql.parse.statement.AlterTable;
import dev.omendb.sql.parse.statement.AlterTable.Action;
import dev.omendb.sql.parse.statement.Constraint;
import dev.omendb.sql.parse.statement.SequenceOptions;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// ALTER TABLE … ALTER COLUMN ….
final class AlterColumnParser {
  private final TokenCursor tokens;
  private final SequenceOptionsParser sequences;

  AlterColumnParser(TokenCursor tokens) {
    this.tokens = tokens;
    this.sequences = new SequenceOptionsParser(tokens);
  }

  /// From the column's name on; an index's column may be a number.
  Action action() {
    String column =
        tokens.atKind(PgGrammarConstants.UNSIGNED_INTEGER_LITERAL)
            ? tokens.integer().toString()
            : tokens.name();
    SqlToken first = tokens.next();
    return switch (first.word) {
      case "type" -> type(column);
      case "set" -> set(column);
      case "drop" -> drop(column);
      case "add" -> add(column);
      case "restart" -> alterIdentity(column, tokens.previous());
      case "reset" -> new AlterTable.SetColumnOptions(column, tokens.options(), true);
      default -> throw tokens.unexpected(first);
    };
  }

  private Action type(String column) {
    TypeName type = tokens.type();
    @Nullable ObjectName collation = tokens.accept("collate") ? tokens.qualifiedName() : null;
    @Nullable SqlNode using = null;
    @Nullable String usingText = null;
    if (tokens.accept("using")) {
      SqlToken first = tokens.peek();
      using = tokens.expression();
      usingText = tokens.sourceSince(first);
    }
    return new AlterTable.AlterType(column, type, collation, using, usingText);
  }

  private Action set(String column) {
    SqlToken first = tokens.peek();
    return switch (first.word) {
      case "default" -> {
        tokens.next();
        SqlToken start = tokens.peek();
        SqlNode expression = tokens.expression();
        yield new AlterTable.SetDefault(column, expression, tokens.sourceSince(start));
      }
      case "not" -> {
        tokens.next();
        tokens.expect("null");
        yield new AlterTable.SetNotNull(column, true);
      }
      case "data" -> {
        tokens.next();
        tokens.expect("type");
        yield type(column);
      }
      case "statistics" -> {
        tokens.next();
        yield new AlterTable.SetStatistics(column, tokens.integer().intValue());
      }
      case "storage" -> {
        tokens.next();
        yield new AlterTable.SetStorage(column, tokens.label());
      }
      case "compression" -> {
        tokens.next();
        yield new AlterTable.SetCompression(column, tokens.label());
      }
      case "" -> new AlterTable.SetColumnOptions(column, tokens.options(), false);
      default -> alterIdentity(column, tokens.previous());
    };
  }

  private Action drop(String column) {
    if (tokens.accept("default")) {
      return new AlterTable.DropDefault(column);
    }
    if (tokens.accept("not", "null")) {
      return new AlterTable.SetNotNull(column, false);
    }
    if (tokens.accept("identity")) {
      return new AlterTable.DropIdentity(column, tokens.ifExists());
    }
    tokens.expect("expression");
    return new AlterTable.DropExpression(column, tokens.ifExists());
  }

  private Action add(String column) {
    int position = tokens.peek().beginColumn;
    tokens.expect("generated");
    boolean always = always();
    tokens.expect("as");
    tokens.expect("identity");
    SequenceOptions options = sequences.inParentheses();
    return new AlterTable.AddIdentity(
        column, new Constraint.Identity(null, always, options, position));
  }

  private boolean always() {
    if (tokens.accept("always")) {
      return true;
    }
    tokens.expect("by");
    tokens.expect("default");
    return false;
  }

  /// SET GENERATED …, SET sequence option, RESTART; several may follow each other. The first word,
  /// SET or RESTART, is read already.
  private Action alterIdentity(String column, SqlToken word) {
    @Nullable Boolean always = null;
    IdentityOptions options = new IdentityOptions();
    if (word.is("restart")) {
      tokens.accept("with");
      options.restart(tokens);
    }
    boolean set = word.is("set");
    while (true) {
      if (set) {
        if (tokens.accept("generated")) {
          always = always();
        } else {
          options.add(sequences.options(), tokens);
        }
      } else if (tokens.accept("restart")) {
        tokens.accept("with");
        options.restart(tokens);
      } else {
        return new AlterTable.AlterIdentity(column, always, options.result());
      }
      set = tokens.accept("set");
      if (!set && !tokens.at("restart")) {
        return new AlterTable.AlterIdentity(column, always, options.result());
      }
    }
  }
}
