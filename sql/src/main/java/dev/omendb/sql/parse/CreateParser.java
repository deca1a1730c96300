package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammar;
import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.Alias;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.statement.CreateTable.Persistence;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateComposite;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateDatabase;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateEnum;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateExtension;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateSchema;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateSequence;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateView;
import dev.omendb.sql.parse.statement.SequenceOptions;
import dev.omendb.sql.parse.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// CREATE of anything; tables and indexes have parsers of their own.
final class CreateParser {
  private final TokenCursor tokens;
  private final StatementParser statements;
  private final CreateTableParser tables;
  private final RoleParser roles;

  CreateParser(
      TokenCursor tokens, StatementParser statements, CreateTableParser tables, RoleParser roles) {
    this.tokens = tokens;
    this.statements = statements;
    this.tables = tables;
    this.roles = roles;
  }

  Statement create() {
    SqlToken first = tokens.expect("create");
    boolean orReplace = tokens.acceptPhrase("or", "replace");
    if (orReplace && !atReplaceable()) {
      throw tokens.unexpected();
    }
    boolean scoped = tokens.accept("global") || tokens.accept("local");
    boolean temporary = tokens.accept("temporary") || tokens.accept("temp");
    if (scoped && !temporary) {
      throw tokens.unexpected();
    }
    boolean unlogged = !temporary && tokens.accept("unlogged");
    Persistence persistence =
        temporary ? Persistence.TEMPORARY : unlogged ? Persistence.UNLOGGED : Persistence.PERMANENT;
    if (tokens.accept("table")) {
      return tables.create(persistence);
    }
    if (tokens.accept("sequence")) {
      return sequence(temporary);
    }
    if (tokens.at("view") || tokens.at("recursive", "view")) {
      return view(orReplace, temporary);
    }
    if (temporary || unlogged) {
      throw tokens.unexpected();
    }
    return persistent(first);
  }

  private boolean atReplaceable() {
    return switch (tokens.peek().word) {
      case "view", "recursive", "temp", "temporary", "function", "procedure", "aggregate" -> true;
      case "trigger", "rule", "language", "transform", "trusted", "procedural", "constraint" ->
          true;
      default -> false;
    };
  }

  private Statement persistent(SqlToken first) {
    SqlToken kind = tokens.next();
    return switch (kind.word) {
      case "unique" -> {
        tokens.expect("index");
        yield new CreateIndexParser(tokens).create(true);
      }
      case "index" -> new CreateIndexParser(tokens).create(false);
      case "schema" -> schema();
      case "extension" -> extension();
      case "type" -> type(first);
      case "database" -> database();
      case "role", "group" -> roles.create(false);
      case "user" -> {
        if (tokens.at("mapping")) {
          throw tokens.unsupported(first, "CREATE USER MAPPING");
        }
        yield roles.create(true);
      }
      default -> throw unsupported(first, kind);
    };
  }

  /// The objects PostgreSQL has and OmenDB has not; anything else is a syntax error.
  private RuntimeException unsupported(SqlToken first, SqlToken kind) {
    return switch (kind.word) {
      case "materialized",
          "event",
          "foreign",
          "access",
          "text",
          "operator",
          "constraint",
          "default",
          "trusted",
          "procedural" ->
          tokens.unsupported(first, "CREATE " + upper(kind) + " " + upper(tokens.peek()));
      case "function",
          "procedure",
          "aggregate",
          "trigger",
          "rule",
          "policy",
          "domain",
          "cast",
          "collation",
          "conversion",
          "language",
          "publication",
          "server",
          "statistics",
          "subscription",
          "tablespace",
          "transform" ->
          tokens.unsupported(first, "CREATE " + upper(kind));
      default -> tokens.unexpected(kind);
    };
  }

  private static String upper(SqlToken token) {
    return token.word.toUpperCase(Locale.ROOT);
  }

  private Statement sequence(boolean temporary) {
    boolean ifNotExists = tokens.ifNotExists();
    ObjectName name = tokens.qualifiedName();
    SequenceOptions options = new SequenceOptionsParser(tokens).options();
    return new CreateSequence(name, temporary, ifNotExists, options);
  }

  private Statement view(boolean orReplace, boolean temporary) {
    boolean recursive = tokens.accept("recursive");
    tokens.expect("view");
    ObjectName name = tokens.qualifiedName();
    List<String> columns =
        tokens.atKind(PgGrammarConstants.LPAREN) ? tokens.namesInParentheses() : List.of();
    List<Option> options = tokens.accept("with") ? tokens.options() : List.of();
    tokens.expect("as");
    SqlToken first = tokens.peek();
    Statement.Query query = statements.query();
    String text = tokens.sourceSince(first);
    return new CreateView(
        name,
        orReplace,
        temporary,
        recursive,
        columns,
        options,
        query.query(),
        text,
        checkOption());
  }

  private @Nullable String checkOption() {
    if (!tokens.accept("with")) {
      return null;
    }
    String kind = tokens.accept("local") ? "LOCAL" : "CASCADED";
    tokens.accept("cascaded");
    tokens.expect("check");
    tokens.expect("option");
    return kind;
  }

  private Statement schema() {
    boolean ifNotExists = tokens.ifNotExists();
    @Nullable String name = tokens.at("authorization") ? null : tokens.name();
    @Nullable String owner = tokens.accept("authorization") ? tokens.role() : null;
    List<Statement> elements = new ArrayList<>();
    while (tokens.at("create") || tokens.at("grant")) {
      elements.add(statements.statement());
    }
    return new CreateSchema(name, owner, ifNotExists, elements);
  }

  private Statement extension() {
    boolean ifNotExists = tokens.ifNotExists();
    String name = tokens.name();
    tokens.accept("with");
    @Nullable String schema = null;
    @Nullable String version = null;
    boolean cascade = false;
    while (true) {
      if (tokens.accept("schema")) {
        schema = tokens.name();
      } else if (tokens.accept("version")) {
        version =
            tokens.atKind(PgGrammarConstants.PG_STRING) ? tokens.string() : tokens.nonReserved();
      } else if (tokens.accept("cascade")) {
        cascade = true;
      } else {
        return new CreateExtension(name, ifNotExists, schema, version, cascade);
      }
    }
  }

  private Statement type(SqlToken first) {
    ObjectName name = tokens.qualifiedName();
    if (!tokens.accept("as")) {
      throw tokens.unsupported(first, "CREATE TYPE of a base type");
    }
    if (tokens.accept("enum")) {
      return new CreateEnum(name, labels());
    }
    if (tokens.at("range")) {
      throw tokens.unsupported(first, "CREATE TYPE AS RANGE");
    }
    boolean empty = tokens.peek(1).kind == PgGrammarConstants.RPAREN;
    if (empty) {
      tokens.open();
      tokens.close();
    }
    List<Alias.Definition> attributes = empty ? List.of() : tokens.run(PgGrammar::PgDefinitions);
    return new CreateComposite(name, attributes);
  }

  private List<String> labels() {
    List<String> labels = new ArrayList<>();
    tokens.open();
    if (!tokens.atKind(PgGrammarConstants.RPAREN)) {
      do {
        labels.add(tokens.string());
      } while (tokens.acceptComma());
    }
    tokens.close();
    return labels;
  }

  private Statement database() {
    String name = tokens.name();
    tokens.accept("with");
    List<Option> options = new ArrayList<>();
    while (atDatabaseOption()) {
      SqlToken option = tokens.next();
      String key = option.word;
      if (key.equals("connection")) {
        tokens.expect("limit");
        key = "connection limit";
      }
      tokens.acceptKind(PgGrammarConstants.EQ);
      options.add(new Option(key, databaseValue(), option.beginColumn));
    }
    return new CreateDatabase(name, options);
  }

  private boolean atDatabaseOption() {
    return switch (tokens.peek().word) {
      case "connection", "encoding", "location", "owner", "tablespace", "template" -> true;
      default -> tokens.peek().category == null && Names.isLabel(tokens.peek());
    };
  }

  private @Nullable String databaseValue() {
    if (tokens.accept("default")) {
      return null;
    }
    if (tokens.atKind(PgGrammarConstants.MINUS)
        || tokens.atKind(PgGrammarConstants.UNSIGNED_INTEGER_LITERAL)) {
      return tokens.integer().toString();
    }
    return tokens.atKind(PgGrammarConstants.PG_STRING) ? tokens.string() : tokens.nonReserved();
  }
}
