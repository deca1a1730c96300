package dev.omendb.sql.parse;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.generated.Token;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.RowLock;
import dev.omendb.sql.parse.node.SelectBlock;
import dev.omendb.sql.parse.node.SelectItem;
import dev.omendb.sql.parse.node.SortItem;
import dev.omendb.sql.parse.node.TableReference;
import dev.omendb.sql.parse.node.WithClause;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Collects LIMIT, OFFSET, FETCH and FOR UPDATE, which may come in any order but once each. Lives
/// while one query is parsed.
public final class QueryTail {
  private final SyntaxErrors errors;
  private @Nullable SqlNode limit;
  private @Nullable SqlNode offset;
  private boolean hasLimit;
  private boolean withTies;
  private final List<RowLock> locks = new ArrayList<>();

  public QueryTail(SyntaxErrors errors) {
    this.errors = errors;
  }

  /// Whether this token begins one of the clauses.
  public static boolean begins(SqlToken token) {
    return switch (token.kind) {
      case PgGrammarConstants.LIMIT,
          PgGrammarConstants.OFFSET,
          PgGrammarConstants.FETCH,
          PgGrammarConstants.FOR ->
          true;
      default -> false;
    };
  }

  public static boolean isSetOperation(SqlToken token) {
    return switch (token.kind) {
      case PgGrammarConstants.UNION, PgGrammarConstants.EXCEPT, PgGrammarConstants.INTERSECT ->
          true;
      default -> false;
    };
  }

  /// A null limit is LIMIT ALL.
  public void limit(Token token, @Nullable SqlNode value, boolean ties) {
    if (hasLimit) {
      throw errors.at(token);
    }
    hasLimit = true;
    limit = value;
    withTies = ties;
  }

  public void offset(Token token, SqlNode value) {
    if (offset != null) {
      throw errors.at(token);
    }
    offset = value;
  }

  public void lock(RowLock lock) {
    locks.add(lock);
  }

  public boolean isEmpty() {
    return !hasLimit && offset == null && locks.isEmpty();
  }

  public QueryExpression query(
      @Nullable WithClause with, SqlNode body, List<SortItem> orderBy, SqlParserPos position) {
    if (withTies && orderBy.isEmpty()) {
      throw new DatabaseException(
          SqlState.SYNTAX_ERROR, "WITH TIES cannot be specified without ORDER BY clause");
    }
    return new QueryExpression(with, body, orderBy, limit, withTies, offset, locks, position);
  }

  /// TABLE x.
  public static SelectBlock wholeTable(TableReference table, SqlParserPos position) {
    SelectItem star = new SelectItem(SqlIdentifier.star(position), null, position);
    return new SelectBlock(
        false,
        List.of(),
        List.of(star),
        null,
        List.of(table),
        null,
        false,
        List.of(),
        null,
        List.of(),
        position);
  }
}
