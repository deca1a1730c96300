package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammar;
import dev.omendb.sql.parse.node.DeleteNode;
import dev.omendb.sql.parse.node.InsertNode;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.UpdateNode;
import dev.omendb.sql.parse.statement.Statement;
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
      default -> throw tokens.unexpected();
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
}
