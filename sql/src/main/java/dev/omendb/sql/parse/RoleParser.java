package dev.omendb.sql.parse;

import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.statement.ObjectStatement;
import dev.omendb.sql.parse.statement.RoleStatement.AlterRole;
import dev.omendb.sql.parse.statement.RoleStatement.CreateRole;
import dev.omendb.sql.parse.statement.SessionStatement.Reset;
import dev.omendb.sql.parse.statement.SessionStatement.SetVariable;
import dev.omendb.sql.parse.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CREATE and ALTER ROLE, and the SET and RESET forms of ALTER ROLE, DATABASE and SYSTEM.
final class RoleParser {
  private final TokenCursor tokens;
  private final SettingParser settings;

  RoleParser(TokenCursor tokens, SettingParser settings) {
    this.tokens = tokens;
    this.settings = settings;
  }

  /// From behind the words CREATE ROLE|USER|GROUP.
  Statement create(boolean canLogin) {
    String name = tokens.role();
    tokens.accept("with");
    return new CreateRole(name, canLogin, options());
  }

  /// From behind the words ALTER ROLE|USER|GROUP.
  Statement alter() {
    if (tokens.accept("all")) {
      return alterSetting(ObjectStatement.Scope.ALL_ROLES, null);
    }
    String name = tokens.role();
    if (tokens.at("set") || tokens.at("reset") || tokens.at("in", "database")) {
      return alterSetting(ObjectStatement.Scope.ROLE, name);
    }
    tokens.accept("with");
    return new AlterRole(name, options());
  }

  /// [IN DATABASE name] SET|RESET of what follows ALTER ROLE|DATABASE name or ALTER SYSTEM.
  Statement alterSetting(ObjectStatement.Scope scope, @Nullable String target) {
    @Nullable String database = tokens.accept("in", "database") ? tokens.name() : null;
    if (tokens.at("reset")) {
      Statement reset = settings.reset();
      String name = ((Reset) reset).name();
      return new ObjectStatement.AlterSetting(scope, target, database, name, null);
    }
    tokens.expect("set");
    SetVariable set = settings.assignment(false);
    return new ObjectStatement.AlterSetting(scope, target, database, set.name(), set.values());
  }

  private List<Option> options() {
    List<Option> options = new ArrayList<>();
    while (Names.isLabel(tokens.peek())) {
      SqlToken first = tokens.next();
      options.add(option(first));
    }
    return options;
  }

  private Option option(SqlToken first) {
    String word = first.word;
    return switch (word) {
      case "password" -> option(first, word, password());
      case "encrypted" -> {
        tokens.expect("password");
        yield option(first, "password", tokens.string());
      }
      case "connection" -> {
        tokens.expect("limit");
        yield option(first, "connection limit", tokens.integer().toString());
      }
      case "valid" -> {
        tokens.expect("until");
        yield option(first, "valid until", tokens.string());
      }
      case "sysid" -> option(first, word, tokens.integer().toString());
      case "in" -> {
        if (!tokens.accept("role")) {
          tokens.expect("group");
        }
        yield option(first, "in role", String.join(",", tokens.roles()));
      }
      case "role", "user", "admin" -> option(first, word, String.join(",", tokens.roles()));
      case "superuser",
          "nosuperuser",
          "createdb",
          "nocreatedb",
          "createrole",
          "nocreaterole",
          "inherit",
          "noinherit",
          "login",
          "nologin",
          "replication",
          "noreplication",
          "bypassrls",
          "nobypassrls" ->
          option(first, word, null);
      case "" -> throw tokens.unexpected(first);
      default ->
          throw first.category != null
              ? tokens.unexpected(first)
              : tokens.error(first, "unrecognized role option \"%s\"".formatted(first.image));
    };
  }

  private @Nullable String password() {
    return tokens.accept("null") ? null : tokens.string();
  }

  private static Option option(SqlToken first, String name, @Nullable String value) {
    return new Option(name, value, first.beginColumn);
  }
}
