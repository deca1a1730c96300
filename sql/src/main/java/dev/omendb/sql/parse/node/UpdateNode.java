package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// UPDATE.
public final class UpdateNode extends PgNode {
  public final @Nullable WithClause with;
  public final TableReference table;
  public final List<Assignment> assignments;
  public final List<SqlNode> from;
  public final @Nullable SqlNode where;
  public final List<SelectItem> returning;

  public UpdateNode(
      @Nullable WithClause with,
      TableReference table,
      List<Assignment> assignments,
      List<SqlNode> from,
      @Nullable SqlNode where,
      List<SelectItem> returning,
      SqlParserPos position) {
    super(position);
    this.with = with;
    this.table = table;
    this.assignments = List.copyOf(assignments);
    this.from = List.copyOf(from);
    this.where = where;
    this.returning = List.copyOf(returning);
  }

  @Override
  void children(Children out) {
    out.addIfPresent(with);
    out.add(table);
    out.addAll(assignments);
    out.addAll(from);
    out.addIfPresent(where);
    out.addAll(returning);
  }
}
