package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `ROW(a, b)` (`explicit`), or `(a, b)`.
public final class RowConstructor extends PgNode {
  public final List<SqlNode> elements;
  public final boolean explicit;

  public RowConstructor(List<SqlNode> elements, boolean explicit, SqlParserPos position) {
    super(position);
    this.elements = List.copyOf(elements);
    this.explicit = explicit;
  }

  @Override
  void children(Children out) {
    out.addAll(elements);
  }
}
