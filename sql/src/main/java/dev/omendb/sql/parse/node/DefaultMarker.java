package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.parser.SqlParserPos;

/// DEFAULT where a value stands, in VALUES of INSERT and in SET.
public final class DefaultMarker extends PgNode {
  public DefaultMarker(SqlParserPos position) {
    super(position);
  }

  @Override
  void children(Children out) {}
}
