package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.Token;
import dev.omendb.sql.parse.node.Alias;
import dev.omendb.sql.parse.node.JoinReference;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.ValuesBlock;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// What the grammar's FROM productions build.
public final class Joins {
  private Joins() {}

  /// A parenthesised FROM item must be a join; its alias hides the tables inside.
  public static SqlNode aliased(
      SqlNode node, @Nullable Alias alias, SyntaxErrors errors, Token next) {
    if (!(node instanceof JoinReference join)) {
      throw errors.at(next);
    }
    return alias == null
        ? join
        : new JoinReference(
            join.kind,
            join.natural,
            join.left,
            join.right,
            join.condition,
            join.using,
            join.usingAlias,
            alias,
            join.getParserPosition());
  }

  public static boolean isValues(QueryExpression query) {
    return query.body instanceof ValuesBlock;
  }
}
