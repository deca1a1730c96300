package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// DELETE.
public final class DeleteNode extends PgNode {
  public final @Nullable WithClause with;
  public final TableReference table;
  public final List<SqlNode> using;
  public final @Nullable SqlNode where;
  public final List<SelectItem> returning;

  public DeleteNode(
      @Nullable WithClause with,
      TableReference table,
      List<SqlNode> using,
      @Nullable SqlNode where,
      List<SelectItem> returning,
      SqlParserPos position) {
    super(position);
    this.with = with;
    this.table = table;
    this.using = List.copyOf(using);
    this.where = where;
    this.returning = List.copyOf(returning);
  }

  @Override
  void children(Children out) {
    out.addIfPresent(with);
    out.add(table);
    out.addAll(using);
    out.addIfPresent(where);
    out.addAll(returning);
  }
}
