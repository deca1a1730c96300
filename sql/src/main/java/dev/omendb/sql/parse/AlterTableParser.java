package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.AlterTable;
import dev.omendb.sql.parse.statement.AlterTable.Action;
import dev.omendb.sql.parse.statement.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// ALTER TABLE, INDEX, VIEW and SEQUENCE; the actions on a column are in [AlterColumnParser].
final class AlterTableParser {
  private final TokenCursor tokens;
  private final CreateTableParser tables;
  private final ConstraintParser constraints;
  private final AlterColumnParser columns;

  AlterTableParser(TokenCursor tokens, CreateTableParser tables) {
    this.tokens = tokens;
    this.tables = tables;
    this.constraints = new ConstraintParser(tokens);
    this.columns = new AlterColumnParser(tokens);
  }

  /// From behind the words ALTER TABLE.
  AlterTable alter(ObjectKind kind) {
    if (tokens.at("all", "in")) {
      throw tokens.unsupported(tokens.peek(), "ALTER " + kind.words() + " ALL IN TABLESPACE");
    }
    boolean ifExists = tokens.ifExists();
    boolean only = tokens.accept("only");
    ObjectName name = tokens.qualifiedName();
    tokens.acceptKind(PgGrammarConstants.STAR);
    List<Action> actions = new ArrayList<>();
    if (tokens.at("rename")) {
      actions.add(rename(kind));
    } else {
      do {
        actions.add(action());
      } while (tokens.acceptComma());
    }
    return new AlterTable(kind, name, ifExists, only, actions);
  }

  private Action rename(ObjectKind kind) {
    tokens.expect("rename");
    if (tokens.accept("to")) {
      return new AlterTable.RenameTo(tokens.name());
    }
    if (kind != ObjectKind.TABLE && kind != ObjectKind.VIEW) {
      throw tokens.unexpected();
    }
    boolean constraint = tokens.accept("constraint");
    if (!constraint) {
      tokens.accept("column");
    }
    String from = tokens.name();
    tokens.expect("to");
    String to = tokens.name();
    return constraint
        ? new AlterTable.RenameConstraint(from, to)
        : new AlterTable.RenameColumn(from, to);
  }

  private Action action() {
    SqlToken first = tokens.next();
    return switch (first.word) {
      case "add" -> add();
      case "drop" -> drop();
      case "alter" -> {
        if (tokens.accept("constraint")) {
          yield new AlterTable.AlterConstraint(tokens.name(), constraints.timing());
        }
        tokens.accept("column");
        yield columns.action();
      }
      case "validate" -> {
        tokens.expect("constraint");
        yield new AlterTable.ValidateConstraint(tokens.name());
      }
      case "set" -> set();
      case "reset" -> new AlterTable.ResetOptions(tokens.options());
      case "owner" -> {
        tokens.expect("to");
        yield new AlterTable.OwnerTo(tokens.role());
      }
      case "cluster" -> {
        tokens.expect("on");
        yield new AlterTable.ClusterOn(tokens.name());
      }
      case "enable", "disable", "force", "no" -> toggle(first);
      case "replica" -> replicaIdentity();
      case "attach", "detach" ->
          throw tokens.unsupported(first, first.word.toUpperCase(Locale.ROOT) + " PARTITION");
      case "inherit" -> throw tokens.unsupported(first, "INHERIT");
      case "of" -> throw tokens.unsupported(first, "ALTER TABLE OF");
      default -> throw tokens.unexpected(first);
    };
  }

  private Action add() {
    if (constraints.atTableConstraint()) {
      return new AlterTable.AddConstraint(constraints.ofTable());
    }
    tokens.accept("column");
    boolean ifNotExists = tokens.ifNotExists();
    return new AlterTable.AddColumn(tables.column(), ifNotExists);
  }

  private Action drop() {
    if (tokens.accept("constraint")) {
      boolean ifExists = tokens.ifExists();
      return new AlterTable.DropConstraint(tokens.name(), ifExists, tokens.cascade());
    }
    tokens.accept("column");
    boolean ifExists = tokens.ifExists();
    return new AlterTable.DropColumn(tokens.name(), ifExists, tokens.cascade());
  }

  private Action set() {
    SqlToken token = tokens.peek();
    return switch (token.word) {
      case "schema" -> {
        tokens.next();
        yield new AlterTable.SetSchema(tokens.name());
      }
      case "tablespace" -> {
        tokens.next();
        String name = tokens.name();
        tokens.accept("nowait");
        yield new AlterTable.SetTablespace(name);
      }
      case "logged", "unlogged" -> {
        tokens.next();
        yield new AlterTable.SetLogged(token.is("logged"));
      }
      case "access" -> {
        tokens.next();
        tokens.expect("method");
        yield new AlterTable.SetAccessMethod(tokens.name());
      }
      case "without" -> without();
      default -> new AlterTable.SetOptions(tokens.options());
    };
  }

  /// SET WITHOUT CLUSTER; SET WITHOUT OIDS changes nothing.
  private Action without() {
    tokens.expect("without");
    if (tokens.accept("oids")) {
      return new AlterTable.SetOptions(List.of());
    }
    tokens.expect("cluster");
    return new AlterTable.ClusterOn(null);
  }

  private Action toggle(SqlToken first) {
    if (first.is("no") && tokens.at("inherit")) {
      throw tokens.unsupported(first, "NO INHERIT");
    }
    StringBuilder words = new StringBuilder(first.word);
    if (first.is("enable") && (tokens.at("always") || tokens.at("replica"))) {
      words.append(' ').append(tokens.next().word);
    } else if (tokens.at("row") || tokens.at("force") && first.is("no")) {
      while (!tokens.at("security")) {
        words.append(' ').append(rowSecurityWord());
      }
      words.append(' ').append(tokens.next().word);
      return new AlterTable.Toggle(words.toString());
    }
    if (!tokens.at("trigger") && !tokens.at("rule")) {
      throw tokens.unexpected();
    }
    words.append(' ').append(tokens.next().word);
    boolean every = words.toString().endsWith("trigger") && (tokens.at("all") || tokens.at("user"));
    words.append(' ').append(every ? tokens.next().word : tokens.name());
    return new AlterTable.Toggle(words.toString());
  }

  private String rowSecurityWord() {
    return switch (tokens.peek().word) {
      case "force", "row", "level" -> tokens.next().word;
      default -> throw tokens.unexpected();
    };
  }

  private Action replicaIdentity() {
    tokens.expect("identity");
    if (tokens.accept("using", "index")) {
      return new AlterTable.ReplicaIdentity("INDEX", tokens.name());
    }
    @Nullable String mode =
        switch (tokens.peek().word) {
          case "default", "full", "nothing" -> tokens.next().word.toUpperCase(Locale.ROOT);
          default -> null;
        };
    if (mode == null) {
      throw tokens.unexpected();
    }
    return new AlterTable.ReplicaIdentity(mode, null);
  }
}
