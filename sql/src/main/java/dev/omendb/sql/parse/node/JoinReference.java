package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// A join. CROSS has no condition; NATURAL and USING columns exclude `condition`. `alias` is that
/// of a parenthesised join; `usingAlias` that of USING (…) AS x.
public final class JoinReference extends PgNode {
  /// Which one.
  public enum Kind {
    INNER,
    LEFT,
    RIGHT,
    FULL,
    CROSS
  }

  public final Kind kind;
  public final boolean natural;
  public final SqlNode left;
  public final SqlNode right;
  public final @Nullable SqlNode condition;
  public final List<String> using;
  public final @Nullable String usingAlias;
  public final @Nullable Alias alias;

  public JoinReference(
      Kind kind,
      boolean natural,
      SqlNode left,
      SqlNode right,
      @Nullable SqlNode condition,
      List<String> using,
      @Nullable String usingAlias,
      @Nullable Alias alias,
      SqlParserPos position) {
    super(position);
    this.kind = kind;
    this.natural = natural;
    this.left = left;
    this.right = right;
    this.condition = condition;
    this.using = List.copyOf(using);
    this.usingAlias = usingAlias;
    this.alias = alias;
  }

  @Override
  void children(Children out) {
    out.add(left);
    out.add(right);
    out.addIfPresent(condition);
  }
}
