package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.parser.SqlParserPos;

/// CURRENT_DATE and its family; `precision` is -1 when not given.
public final class ValueFunction extends PgNode {
  /// Named as written in SQL.
  public enum Kind {
    CURRENT_DATE,
    CURRENT_TIME,
    CURRENT_TIMESTAMP,
    LOCALTIME,
    LOCALTIMESTAMP,
    CURRENT_ROLE,
    CURRENT_USER,
    USER,
    SESSION_USER,
    CURRENT_CATALOG,
    CURRENT_SCHEMA
  }

  public final Kind kind;
  public final int precision;

  public ValueFunction(Kind kind, int precision, SqlParserPos position) {
    super(position);
    this.kind = kind;
    this.precision = precision;
  }

  @Override
  void children(Children out) {}
}
