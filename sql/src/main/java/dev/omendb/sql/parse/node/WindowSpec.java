package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// What follows OVER, or a definition of the WINDOW clause. `OVER w` has `reference` "w" and
/// `inline` false; `OVER (w ORDER BY x)` has both; `name` is set in the WINDOW clause only.
public final class WindowSpec extends PgNode {
  public final @Nullable String name;
  public final @Nullable String reference;
  public final boolean inline;
  public final List<SqlNode> partitionBy;
  public final List<SortItem> orderBy;
  public final @Nullable WindowFrame frame;

  public WindowSpec(
      @Nullable String name,
      @Nullable String reference,
      boolean inline,
      List<SqlNode> partitionBy,
      List<SortItem> orderBy,
      @Nullable WindowFrame frame,
      SqlParserPos position) {
    super(position);
    this.name = name;
    this.reference = reference;
    this.inline = inline;
    this.partitionBy = List.copyOf(partitionBy);
    this.orderBy = List.copyOf(orderBy);
    this.frame = frame;
  }

  @Override
  void children(Children out) {
    out.addAll(partitionBy);
    out.addAll(orderBy);
  }
}
