package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.ObjectKind;
import dev.omendb.sql.parse.statement.ObjectStatement.AddEnumValue;
import dev.omendb.sql.parse.statement.ObjectStatement.AlterExtension;
import dev.omendb.sql.parse.statement.ObjectStatement.AlterObjectSchema;
import dev.omendb.sql.parse.statement.ObjectStatement.AlterOwner;
import dev.omendb.sql.parse.statement.ObjectStatement.AlterSequence;
import dev.omendb.sql.parse.statement.ObjectStatement.Rename;
import dev.omendb.sql.parse.statement.ObjectStatement.RenameEnumValue;
import dev.omendb.sql.parse.statement.ObjectStatement.Scope;
import dev.omendb.sql.parse.statement.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// ALTER of anything; tables and their kin have [AlterTableParser].
final class AlterParser {
  private final TokenCursor tokens;
  private final AlterTableParser tables;
  private final RoleParser roles;
  private final PrivilegeParser privileges;

  AlterParser(
      TokenCursor tokens, AlterTableParser tables, RoleParser roles, PrivilegeParser privileges) {
    this.tokens = tokens;
    this.tables = tables;
    this.roles = roles;
    this.privileges = privileges;
  }

  Statement alter() {
    SqlToken first = tokens.expect("alter");
    SqlToken kind = tokens.next();
    return switch (kind.word) {
      case "table" -> tables.alter(ObjectKind.TABLE);
      case "index" -> tables.alter(ObjectKind.INDEX);
      case "view" -> tables.alter(ObjectKind.VIEW);
      case "sequence" -> sequence();
      case "schema" -> schema();
      case "database" -> database(first);
      case "role", "user", "group" -> role(first, kind);
      case "system" -> roles.alterSetting(Scope.SYSTEM, null);
      case "extension" -> extension(first);
      case "type" -> type(first);
      case "default" -> privileges.defaults();
      case "materialized", "foreign", "event", "large", "text", "operator" ->
          throw tokens.unsupported(first, "ALTER " + upper(kind) + " " + upper(tokens.peek()));
      case "function",
          "procedure",
          "routine",
          "aggregate",
          "trigger",
          "rule",
          "policy",
          "domain",
          "collation",
          "conversion",
          "language",
          "publication",
          "server",
          "statistics",
          "subscription",
          "tablespace" ->
          throw tokens.unsupported(first, "ALTER " + upper(kind));
      default -> throw tokens.unexpected(kind);
    };
  }

  private static String upper(SqlToken token) {
    return token.word.toUpperCase(Locale.ROOT);
  }

  private Statement sequence() {
    boolean ifExists = tokens.at("if", "exists");
    int name = ifExists ? 2 : 0;
    int behind = name + 1;
    while (tokens.peek(behind).kind == PgGrammarConstants.DOT) {
      behind += 2;
    }
    boolean asTable =
        tokens.peek(behind).is("rename")
            || tokens.peek(behind).is("set")
            || tokens.peek(behind).is("owner") && tokens.peek(behind + 1).is("to");
    if (asTable) {
      return tables.alter(ObjectKind.SEQUENCE);
    }
    tokens.ifExists();
    ObjectName sequence = tokens.qualifiedName();
    return new AlterSequence(sequence, ifExists, new SequenceOptionsParser(tokens).options());
  }

  private Statement schema() {
    ObjectName name = tokens.qualifiedName();
    return renameOrOwner(ObjectKind.SCHEMA, name);
  }

  private Statement renameOrOwner(ObjectKind kind, ObjectName name) {
    if (tokens.accept("rename")) {
      tokens.expect("to");
      return new Rename(kind, name, false, tokens.name());
    }
    tokens.expect("owner");
    tokens.expect("to");
    return new AlterOwner(kind, name, tokens.role());
  }

  private Statement database(SqlToken first) {
    ObjectName name = tokens.qualifiedName();
    if (tokens.at("set", "tablespace")) {
      throw tokens.unsupported(first, "ALTER DATABASE SET TABLESPACE");
    }
    if (tokens.at("set") || tokens.at("reset")) {
      return roles.alterSetting(Scope.DATABASE, name.name());
    }
    if (tokens.at("rename") || tokens.at("owner")) {
      return renameOrOwner(ObjectKind.DATABASE, name);
    }
    throw tokens.unsupported(first, "ALTER DATABASE with these options");
  }

  private Statement role(SqlToken first, SqlToken kind) {
    if (kind.is("user") && tokens.at("mapping")) {
      throw tokens.unsupported(first, "ALTER USER MAPPING");
    }
    if (tokens.peek(1).is("rename")) {
      ObjectName name = tokens.qualifiedName();
      return renameOrOwner(ObjectKind.ROLE, name);
    }
    return roles.alter();
  }

  private Statement extension(SqlToken first) {
    String name = tokens.name();
    if (tokens.accept("update")) {
      @Nullable String version = null;
      if (tokens.accept("to")) {
        boolean word = Names.isLabel(tokens.peek());
        version = word ? tokens.label() : tokens.string();
      }
      return new AlterExtension(name, version, null);
    }
    if (tokens.accept("set", "schema")) {
      return new AlterExtension(name, null, tokens.name());
    }
    throw tokens.unsupported(first, "ALTER EXTENSION ADD or DROP");
  }

  private Statement type(SqlToken first) {
    ObjectName name = tokens.qualifiedName();
    if (tokens.accept("add", "value")) {
      return addValue(name);
    }
    if (tokens.accept("rename", "value")) {
      String label = tokens.string();
      tokens.expect("to");
      return new RenameEnumValue(name, label, tokens.string());
    }
    if (tokens.accept("set", "schema")) {
      return new AlterObjectSchema(ObjectKind.TYPE, name, false, tokens.name());
    }
    if (tokens.at("rename", "to") || tokens.at("owner", "to")) {
      return renameOrOwner(ObjectKind.TYPE, name);
    }
    throw tokens.unsupported(first, "ALTER TYPE of attributes");
  }

  private Statement addValue(ObjectName name) {
    boolean ifNotExists = tokens.ifNotExists();
    String label = tokens.string();
    boolean before = tokens.accept("before");
    @Nullable String neighbour = before || tokens.accept("after") ? tokens.string() : null;
    return new AddEnumValue(name, label, ifNotExists, neighbour, before);
  }
}
