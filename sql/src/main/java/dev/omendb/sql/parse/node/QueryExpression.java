package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// A whole query: `[WITH …] body [ORDER BY] [LIMIT] [OFFSET] [FOR UPDATE …]`. `limit` null: none
/// (LIMIT ALL too). A body in parentheses with clauses of its own is a nested QueryExpression in
/// [SetOperation]; redundant parentheses leave no trace.
public final class QueryExpression extends PgNode {
  public final @Nullable WithClause with;
  public final SqlNode body;
  public final List<SortItem> orderBy;
  public final @Nullable SqlNode limit;
  public final boolean withTies;
  public final @Nullable SqlNode offset;
  public final List<RowLock> locks;

  public QueryExpression(
      @Nullable WithClause with,
      SqlNode body,
      List<SortItem> orderBy,
      @Nullable SqlNode limit,
      boolean withTies,
      @Nullable SqlNode offset,
      List<RowLock> locks,
      SqlParserPos position) {
    super(position);
    this.with = with;
    this.body = body;
    this.orderBy = List.copyOf(orderBy);
    this.limit = limit;
    this.withTies = withTies;
    this.offset = offset;
    this.locks = List.copyOf(locks);
  }

  /// The body as a plain SELECT, or null when it is VALUES, a set operation or nested.
  public @Nullable SelectBlock selectBlock() {
    return body instanceof SelectBlock block ? block : null;
  }

  @Override
  void children(Children out) {
    out.addIfPresent(with);
    out.add(body);
    out.addAll(orderBy);
    out.addIfPresent(limit);
    out.addIfPresent(offset);
    out.addAll(locks);
  }
}
