package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `ARRAY[a, b]`; inner brackets without the keyword are nested ArrayConstructors.
public final class ArrayConstructor extends PgNode {
  public final List<SqlNode> elements;

  public ArrayConstructor(List<SqlNode> elements, SqlParserPos position) {
    super(position);
    this.elements = List.copyOf(elements);
  }

  @Override
  void children(Children out) {
    out.addAll(elements);
  }
}
