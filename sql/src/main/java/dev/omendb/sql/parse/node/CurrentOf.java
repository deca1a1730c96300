package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.parser.SqlParserPos;

/// WHERE CURRENT OF cursor.
public final class CurrentOf extends PgNode {
  public final String cursor;

  public CurrentOf(String cursor, SqlParserPos position) {
    super(position);
    this.cursor = cursor;
  }

  @Override
  void children(Children out) {}
}
