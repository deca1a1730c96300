package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
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

  /// One column of a scalar subquery: `(SELECT name FROM (query) AS q (names))`. It stands where
  /// the query's own item does.
  public static SubqueryExpression column(
      SubqueryExpression of, List<String> names, int index) {
    SqlParserPos position =
        of.query.body instanceof SelectBlock own && own.items.size() == names.size()
            ? own.items.get(index).expression.getParserPosition()
            : of.getParserPosition();
    SqlIdentifier name = new SqlIdentifier(names.get(index), position);
    SelectItem item = new SelectItem(name, null, position);
    SubqueryReference from =
        new SubqueryReference(
            false, of.query, new Alias("q", names, List.of()), of.query.getParserPosition());
    SelectBlock block =
        new SelectBlock(
            false, List.of(), List.of(item), null, List.of(from), null, false, List.of(), null,
            List.of(), position);
    QueryExpression query =
        new QueryExpression(null, block, List.of(), null, false, null, List.of(), position);
    return new SubqueryExpression(Kind.SCALAR, query, position);
  }

  @Override
  void children(Children out) {
    out.add(query);
  }
}
