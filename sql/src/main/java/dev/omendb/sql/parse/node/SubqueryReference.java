package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// A query in FROM; PostgreSQL 15 requires the alias, the grammar checks it.
public final class SubqueryReference extends PgNode {
  public final boolean lateral;
  public final QueryExpression query;
  public final @Nullable Alias alias;

  public SubqueryReference(
      boolean lateral, QueryExpression query, @Nullable Alias alias, SqlParserPos position) {
    super(position);
    this.lateral = lateral;
    this.query = query;
    this.alias = alias;
  }

  @Override
  void children(Children out) {
    out.add(query);
  }
}
