package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// One WITH item. `statement` is a [QueryExpression], or [InsertNode], [UpdateNode], [DeleteNode].
/// `materialized`: null when not said.
public final class CommonTable extends PgNode {
  public final String name;
  public final List<String> columns;
  public final @Nullable Boolean materialized;
  public final SqlNode statement;

  public CommonTable(
      String name,
      List<String> columns,
      @Nullable Boolean materialized,
      SqlNode statement,
      SqlParserPos position) {
    super(position);
    this.name = name;
    this.columns = List.copyOf(columns);
    this.materialized = materialized;
    this.statement = statement;
  }

  @Override
  void children(Children out) {
    out.add(statement);
  }
}
