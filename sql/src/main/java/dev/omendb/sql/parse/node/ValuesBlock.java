package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// VALUES (…), (…): rows of expressions or [DefaultMarker] (INSERT only).
public final class ValuesBlock extends PgNode {
  public final List<List<SqlNode>> rows;

  public ValuesBlock(List<List<SqlNode>> rows, SqlParserPos position) {
    super(position);
    this.rows = rows.stream().map(List::copyOf).toList();
  }

  @Override
  void children(Children out) {
    rows.forEach(out::addAll);
  }
}
