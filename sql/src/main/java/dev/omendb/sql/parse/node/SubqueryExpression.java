package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.parser.SqlParserPos;

/// `(query)` as a value, EXISTS (query), ARRAY(query).
public final class SubqueryExpression extends PgNode {
  /// What the query gives.
  public enum Kind {
    SCALAR,
    EXISTS,
    ARRAY
  }

  public final Kind kind;
  public final QueryExpression query;

  public SubqueryExpression(Kind kind, QueryExpression query, SqlParserPos position) {
    super(position);
    this.kind = kind;
    this.query = query;
  }

  @Override
  void children(Children out) {
    out.add(query);
  }
}
