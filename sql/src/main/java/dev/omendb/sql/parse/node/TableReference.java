package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// A table, view or WITH item in FROM.
public final class TableReference extends PgNode {
  public final ObjectName name;
  public final boolean only;
  public final @Nullable Alias alias;

  public TableReference(
      ObjectName name, boolean only, @Nullable Alias alias, SqlParserPos position) {
    super(position);
    this.name = name;
    this.only = only;
    this.alias = alias;
  }

  public TableReference withAlias(@Nullable Alias newAlias) {
    return newAlias == null ? this : new TableReference(name, only, newAlias, getParserPosition());
  }

  @Override
  void children(Children out) {}
}
