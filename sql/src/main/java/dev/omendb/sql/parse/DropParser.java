package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammar;
import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.TypeName;
import dev.omendb.sql.parse.statement.ObjectKind;
import dev.omendb.sql.parse.statement.ObjectStatement.Comment;
import dev.omendb.sql.parse.statement.ObjectStatement.Drop;
import dev.omendb.sql.parse.statement.ObjectStatement.DropDatabase;
import dev.omendb.sql.parse.statement.ObjectStatement.DropFunction;
import dev.omendb.sql.parse.statement.RoleStatement.DropOwned;
import dev.omendb.sql.parse.statement.RoleStatement.DropRole;
import dev.omendb.sql.parse.statement.RoleStatement.ReassignOwned;
import dev.omendb.sql.parse.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// DROP of anything, COMMENT ON, REASSIGN OWNED.
final class DropParser {
  private final TokenCursor tokens;

  DropParser(TokenCursor tokens) {
    this.tokens = tokens;
  }

  Statement drop() {
    SqlToken first = tokens.expect("drop");
    if (tokens.acceptPhrase("owned", "by")) {
      return new DropOwned(tokens.roles(), tokens.cascade());
    }
    if (tokens.at("user", "mapping")) {
      throw tokens.unsupported(first, "DROP USER MAPPING");
    }
    ObjectKind kind = ObjectKinds.read(tokens);
    return switch (kind) {
      case FUNCTION, PROCEDURE, ROUTINE, AGGREGATE -> function(first, kind);
      case ROLE -> {
        boolean ifExists = tokens.ifExists();
        yield new DropRole(tokens.roles(), ifExists);
      }
      case DATABASE -> database();
      case TRIGGER, RULE, POLICY -> ofTable(kind);
      case OPERATOR, OPERATOR_CLASS, OPERATOR_FAMILY, CAST ->
          throw tokens.unsupported(first, "DROP " + kind.words());
      case COLUMN, CONSTRAINT, LARGE_OBJECT -> throw tokens.unexpected(tokens.previous());
      default -> objects(kind);
    };
  }

  private Statement objects(ObjectKind kind) {
    boolean concurrently = kind == ObjectKind.INDEX && tokens.accept("concurrently");
    boolean ifExists = tokens.ifExists();
    List<ObjectName> names = new ArrayList<>();
    do {
      names.add(
          kind == ObjectKind.TYPE || kind == ObjectKind.DOMAIN
              ? tokens.type().name
              : tokens.qualifiedName());
    } while (tokens.acceptComma());
    return new Drop(kind, names, ifExists, tokens.cascade(), concurrently);
  }

  private Statement ofTable(ObjectKind kind) {
    boolean ifExists = tokens.ifExists();
    SqlToken first = tokens.peek();
    String name = tokens.name();
    tokens.expect("on");
    List<String> parts = new ArrayList<>(tokens.qualifiedName().parts());
    parts.add(name);
    ObjectName whole = new ObjectName(parts, first.beginColumn);
    return new Drop(kind, List.of(whole), ifExists, tokens.cascade(), false);
  }

  private Statement database() {
    boolean ifExists = tokens.ifExists();
    String name = tokens.name();
    boolean with = tokens.accept("with");
    boolean force = false;
    if (with || tokens.atKind(PgGrammarConstants.LPAREN)) {
      tokens.open();
      tokens.expect("force");
      tokens.close();
      force = true;
    }
    return new DropDatabase(name, ifExists, force);
  }

  private Statement function(SqlToken first, ObjectKind kind) {
    boolean ifExists = tokens.ifExists();
    ObjectName name = tokens.run(PgGrammar::PgFunctionName);
    @Nullable List<TypeName> arguments =
        tokens.atKind(PgGrammarConstants.LPAREN) ? argumentTypes() : null;
    if (tokens.atKind(PgGrammarConstants.COMMA)) {
      throw tokens.unsupported(first, "DROP " + kind.words() + " of several functions");
    }
    return new DropFunction(kind, name, arguments, ifExists, tokens.cascade());
  }

  /// The types of `([mode] [name] type, …)`.
  private List<TypeName> argumentTypes() {
    List<TypeName> types = new ArrayList<>();
    tokens.open();
    if (tokens.acceptKind(PgGrammarConstants.RPAREN)) {
      return types;
    }
    if (tokens.acceptKind(PgGrammarConstants.STAR)) {
      tokens.close();
      return types;
    }
    do {
      acceptMode();
      boolean named =
          !Names.isSpelledType(tokens.peek())
              && Names.isColumnId(tokens.peek())
              && Names.isLabel(tokens.peek(1));
      if (named) {
        tokens.next();
      }
      types.add(tokens.type());
    } while (tokens.acceptComma());
    tokens.close();
    return types;
  }

  private void acceptMode() {
    switch (tokens.peek().word) {
      case "in", "out", "inout", "variadic" -> tokens.next();
      default -> {}
    }
  }

  Statement comment() {
    SqlToken first = tokens.expect("comment");
    tokens.expect("on");
    ObjectKind kind = ObjectKinds.read(tokens);
    @Nullable ObjectName table = null;
    ObjectName name;
    switch (kind) {
      case CONSTRAINT, TRIGGER, RULE, POLICY -> {
        name = tokens.qualifiedName();
        tokens.expect("on");
        tokens.accept("domain");
        table = tokens.qualifiedName();
      }
      case FUNCTION,
          PROCEDURE,
          ROUTINE,
          AGGREGATE,
          OPERATOR,
          OPERATOR_CLASS,
          OPERATOR_FAMILY,
          CAST,
          LARGE_OBJECT ->
          throw tokens.unsupported(first, "COMMENT ON " + kind.words());
      case TYPE, DOMAIN -> name = tokens.type().name;
      default -> name = tokens.qualifiedName();
    }
    tokens.expect("is");
    @Nullable String text = tokens.accept("null") ? null : tokens.string();
    return new Comment(kind, name, table, text);
  }

  Statement reassign() {
    tokens.expect("reassign");
    tokens.expect("owned");
    tokens.expect("by");
    List<String> roles = tokens.roles();
    tokens.expect("to");
    return new ReassignOwned(roles, tokens.role());
  }
}
