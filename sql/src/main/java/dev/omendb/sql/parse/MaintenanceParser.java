package dev.omendb.sql.parse;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.generated.PgGrammar;
import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.FunctionCall;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.node.TableReference;
import dev.omendb.sql.parse.statement.IndexStatement;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Analyze;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Call;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Checkpoint;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Cluster;
import dev.omendb.sql.parse.statement.MaintenanceStatement.DoBlock;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Explain;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Load;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Relation;
import dev.omendb.sql.parse.statement.MaintenanceStatement.Vacuum;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.parse.statement.TableStatement.LockTable;
import dev.omendb.sql.parse.statement.TableStatement.Truncate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// EXPLAIN, VACUUM, ANALYZE, REINDEX, TRUNCATE, LOCK, DO, CALL and the like.
final class MaintenanceParser {
  private final TokenCursor tokens;
  private final StatementParser statements;

  MaintenanceParser(TokenCursor tokens, StatementParser statements) {
    this.tokens = tokens;
    this.statements = statements;
  }

  Statement explain() {
    tokens.expect("explain");
    List<Option> options = List.of();
    if (tokens.atKind(PgGrammarConstants.LPAREN) && !Names.isQueryInParentheses(tokens.peek())) {
      options = lowerCase(tokens.utilityOptions());
    } else {
      options = words("analyze", "verbose");
    }
    Statement statement =
        switch (tokens.peek().word) {
          case "execute", "declare", "create" -> statements.statement();
          default -> statements.queryOrChange();
        };
    return new Explain(options, statement);
  }

  private List<Option> words(String... allowed) {
    List<Option> options = new ArrayList<>();
    for (String word : allowed) {
      String spelled = word.equals("analyze") && tokens.at("analyse") ? "analyse" : word;
      if (tokens.at(spelled)) {
        options.add(new Option(word, null, tokens.next().beginColumn));
      }
    }
    return options;
  }

  private static List<Option> lowerCase(List<Option> options) {
    return options.stream()
        .map(option -> {
          String name = option.name().toLowerCase(Locale.ROOT);
          String known = name.equals("analyse") ? "analyze" : name;
          return new Option(known, option.value(), option.position());
        })
        .toList();
  }

  Statement vacuum() {
    tokens.expect("vacuum");
    List<Option> options =
        tokens.atKind(PgGrammarConstants.LPAREN)
            ? lowerCase(tokens.utilityOptions())
            : words("full", "freeze", "verbose", "analyze");
    return new Vacuum(options, relations());
  }

  Statement analyze() {
    tokens.next();
    List<Option> options =
        tokens.atKind(PgGrammarConstants.LPAREN)
            ? lowerCase(tokens.utilityOptions())
            : words("verbose");
    return new Analyze(options, relations());
  }

  private List<Relation> relations() {
    List<Relation> relations = new ArrayList<>();
    if (!Names.isColumnId(tokens.peek())) {
      return relations;
    }
    do {
      ObjectName table = tokens.qualifiedName();
      boolean columns = tokens.atKind(PgGrammarConstants.LPAREN);
      relations.add(new Relation(table, columns ? tokens.namesInParentheses() : List.of()));
    } while (tokens.acceptComma());
    return relations;
  }

  Statement checkpoint() {
    tokens.expect("checkpoint");
    return new Checkpoint();
  }

  Statement cluster() {
    tokens.expect("cluster");
    tokens.accept("verbose");
    if (!Names.isColumnId(tokens.peek())) {
      return new Cluster(null, null);
    }
    ObjectName table = tokens.qualifiedName();
    return new Cluster(table, tokens.accept("using") ? tokens.name() : null);
  }

  Statement reindex() {
    tokens.expect("reindex");
    List<Option> options =
        tokens.atKind(PgGrammarConstants.LPAREN) ? lowerCase(tokens.utilityOptions()) : List.of();
    IndexStatement.Target target =
        switch (tokens.peek().word) {
          case "index" -> IndexStatement.Target.INDEX;
          case "table" -> IndexStatement.Target.TABLE;
          case "schema" -> IndexStatement.Target.SCHEMA;
          case "database" -> IndexStatement.Target.DATABASE;
          case "system" -> IndexStatement.Target.SYSTEM;
          default -> throw tokens.unexpected();
        };
    tokens.next();
    boolean concurrently = tokens.accept("concurrently");
    return new IndexStatement.Reindex(target, tokens.qualifiedName(), concurrently, options);
  }

  Statement truncate() {
    tokens.expect("truncate");
    tokens.accept("table");
    List<ObjectName> tables = relationNames();
    boolean restart = tokens.acceptPhrase("restart", "identity");
    if (!restart) {
      tokens.acceptPhrase("continue", "identity");
    }
    return new Truncate(tables, restart, tokens.cascade());
  }

  Statement lock() {
    tokens.expect("lock");
    tokens.accept("table");
    List<ObjectName> tables = relationNames();
    String mode = "ACCESS EXCLUSIVE";
    if (tokens.accept("in")) {
      mode = lockMode();
      tokens.expect("mode");
    }
    return new LockTable(tables, mode, tokens.accept("nowait"));
  }

  private String lockMode() {
    if (tokens.accept("share")) {
      if (tokens.acceptPhrase("update", "exclusive")) {
        return "SHARE UPDATE EXCLUSIVE";
      }
      return tokens.acceptPhrase("row", "exclusive") ? "SHARE ROW EXCLUSIVE" : "SHARE";
    }
    if (tokens.accept("exclusive")) {
      return "EXCLUSIVE";
    }
    String first = tokens.accept("access") ? "ACCESS " : "ROW ";
    if (first.equals("ROW ")) {
      tokens.expect("row");
    }
    if (tokens.accept("share")) {
      return first + "SHARE";
    }
    tokens.expect("exclusive");
    return first + "EXCLUSIVE";
  }

  /// Tables with ONLY or `*`, whose meaning is the same while no table has children.
  private List<ObjectName> relationNames() {
    List<ObjectName> names = new ArrayList<>();
    do {
      names.add(((TableReference) tokens.run(PgGrammar::PgRelation)).name);
    } while (tokens.acceptComma());
    return names;
  }

  Statement doBlock() {
    tokens.expect("do");
    String language = "plpgsql";
    @Nullable String body = null;
    do {
      if (tokens.accept("language")) {
        language =
            tokens.atKind(PgGrammarConstants.PG_STRING) ? tokens.string() : tokens.nonReserved();
      } else {
        body = tokens.string();
      }
    } while (tokens.at("language") || tokens.atKind(PgGrammarConstants.PG_STRING));
    if (body == null) {
      throw new DatabaseException(SqlState.SYNTAX_ERROR, "no inline code specified");
    }
    return new DoBlock(language, body);
  }

  Statement call() {
    tokens.expect("call");
    SqlNode node = tokens.run(PgGrammar::PgPrimary);
    if (node instanceof FunctionCall call) {
      return new Call(call);
    }
    throw tokens.unexpected();
  }

  Statement load() {
    tokens.expect("load");
    return new Load(tokens.string());
  }
}
