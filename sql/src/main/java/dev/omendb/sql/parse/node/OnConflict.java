package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// ON CONFLICT. Either `constraint`, or `targets` (with `targetWhere`), or neither. Empty
/// `assignments` with `update` false is DO NOTHING.
public final class OnConflict extends PgNode {
  public final List<IndexElement> targets;
  public final @Nullable SqlNode targetWhere;
  public final @Nullable String constraint;
  public final boolean update;
  public final List<Assignment> assignments;
  public final @Nullable SqlNode where;

  public OnConflict(
      List<IndexElement> targets,
      @Nullable SqlNode targetWhere,
      @Nullable String constraint,
      boolean update,
      List<Assignment> assignments,
      @Nullable SqlNode where,
      SqlParserPos position) {
    super(position);
    this.targets = List.copyOf(targets);
    this.targetWhere = targetWhere;
    this.constraint = constraint;
    this.update = update;
    this.assignments = List.copyOf(assignments);
    this.where = where;
  }

  @Override
  void children(Children out) {
    out.addIfPresent(targetWhere);
    out.addAll(assignments);
    out.addIfPresent(where);
  }
}
