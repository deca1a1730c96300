package dev.omendb.sql.parse;

import dev.omendb.sql.parse.node.Alias;
import dev.omendb.sql.parse.node.JoinReference;
import dev.omendb.sql.parse.node.QueryExpression;
import dev.omendb.sql.parse.node.ValuesBlock;
import org.jspecify.annotations.Nullable;

/// What the grammar's FROM productions build.
public final class Joins {
  private Joins() {}

  /// The alias of a parenthesised join hides the tables inside.
  public static JoinReference aliased(JoinReference join, @Nullable Alias alias) {
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
