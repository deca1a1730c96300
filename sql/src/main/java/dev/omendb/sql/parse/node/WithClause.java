package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.parser.SqlParserPos;

/// WITH [RECURSIVE] ….
public final class WithClause extends PgNode {
  public final boolean recursive;
  public final List<CommonTable> tables;

  public WithClause(boolean recursive, List<CommonTable> tables, SqlParserPos position) {
    super(position);
    this.recursive = recursive;
    this.tables = List.copyOf(tables);
  }

  @Override
  void children(Children out) {
    out.addAll(tables);
  }
}
