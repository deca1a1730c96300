package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammar;
import dev.omendb.sql.parse.node.DeleteNode;
import dev.omendb.sql.parse.node.InsertNode;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.UpdateNode;
import dev.omendb.sql.parse.statement.Statement;
import java.util.Locale;
import org.apache.calcite.sql.SqlNode;

/// Chooses a statement's parser by its first words.
final class StatementParser {
  private final TokenCursor tokens;

  StatementParser(TokenCursor tokens) {
    this.tokens = tokens;
  }

  /// Reads one statement, up to its semicolon or the end.
  Statement statement() {
    return switch (tokens.peek().word) {
      case "", "select", "values", "with", "table", "insert", "update", "delete" -> queryOrChange();
      case "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release" ->
          transaction(new TransactionParser(tokens));
      case "set", "reset", "show", "discard" ->
          setting(new SettingParser(tokens, new TransactionParser(tokens)));
      case "prepare",
          "execute",
          "deallocate",
          "declare",
          "fetch",
          "move",
          "close",
          "listen",
          "unlisten",
          "notify" ->
          session(new SessionParser(tokens, this));
      case "copy" -> new CopyParser(tokens, this).copy();
      case "create", "alter", "drop", "comment", "grant", "revoke", "reassign" -> definition();
      default -> maintenance(new MaintenanceParser(tokens, this));
    };
  }

  /// SELECT, INSERT, UPDATE, DELETE and their kin, read by the generated grammar.
  Statement queryOrChange() {
    SqlNode node = tokens.run(PgGrammar::PgQueryOrChange);
    return switch (node) {
      case InsertNode insert -> new Statement.Insert(insert);
      case UpdateNode update -> new Statement.Update(update);
      case DeleteNode delete -> new Statement.Delete(delete);
      default -> new Statement.Query((QueryExpression) node);
    };
  }

  /// A query, where nothing that changes data may stand.
  Statement.Query query() {
    return new Statement.Query(tokens.run(PgGrammar::PgQuery));
  }

  private Statement transaction(TransactionParser parser) {
    return switch (tokens.peek().word) {
      case "begin" -> parser.begin();
      case "start" -> parser.start();
      case "savepoint" -> parser.savepoint();
      case "release" -> parser.release();
      case "commit", "end" -> parser.commit();
      default -> parser.rollback();
    };
  }

  private Statement setting(SettingParser parser) {
    return switch (tokens.peek().word) {
      case "set" -> parser.set();
      case "reset" -> parser.reset();
      case "show" -> parser.show();
      default -> parser.discard();
    };
  }

  private Statement session(SessionParser parser) {
    return switch (tokens.peek().word) {
      case "prepare" -> parser.prepare();
      case "execute" -> parser.execute();
      case "deallocate" -> parser.deallocate();
      case "declare" -> parser.declare();
      case "close" -> parser.close();
      case "listen" -> parser.listen();
      case "unlisten" -> parser.unlisten();
      case "notify" -> parser.notification();
      default -> parser.fetch();
    };
  }

  private Statement definition() {
    SettingParser settings = new SettingParser(tokens, new TransactionParser(tokens));
    RoleParser roles = new RoleParser(tokens, settings);
    CreateTableParser tables = new CreateTableParser(tokens, this);
    PrivilegeParser privileges = new PrivilegeParser(tokens);
    return switch (tokens.peek().word) {
      case "create" -> new CreateParser(tokens, this, tables, roles).create();
      case "alter" ->
          new AlterParser(tokens, new AlterTableParser(tokens, tables), roles, privileges).alter();
      case "grant" -> privileges.grant();
      case "revoke" -> privileges.revoke();
      case "drop" -> new DropParser(tokens).drop();
      case "comment" -> new DropParser(tokens).comment();
      default -> new DropParser(tokens).reassign();
    };
  }

  private Statement maintenance(MaintenanceParser parser) {
    SqlToken first = tokens.peek();
    return switch (first.word) {
      case "explain" -> parser.explain();
      case "vacuum" -> parser.vacuum();
      case "analyze", "analyse" -> parser.analyze();
      case "reindex" -> parser.reindex();
      case "cluster" -> parser.cluster();
      case "checkpoint" -> parser.checkpoint();
      case "truncate" -> parser.truncate();
      case "lock" -> parser.lock();
      case "do" -> parser.doBlock();
      case "call" -> parser.call();
      case "load" -> parser.load();
      case "merge", "refresh", "import", "security" ->
          throw tokens.unsupported(first, first.word.toUpperCase(Locale.ROOT) + ofWhat(first));
      default -> throw tokens.unexpected();
    };
  }

  private static String ofWhat(SqlToken first) {
    return switch (first.word) {
      case "refresh" -> " MATERIALIZED VIEW";
      case "import" -> " FOREIGN SCHEMA";
      case "security" -> " LABEL";
      default -> "";
    };
  }
}
