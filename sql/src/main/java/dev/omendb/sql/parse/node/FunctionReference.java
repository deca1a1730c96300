package dev.omendb.sql.parse.node;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// A function in FROM. The call is a [FunctionCall], or whatever a function syntax became
/// (`current_date` is a [ValueFunction], CAST a [Cast]).
public final class FunctionReference extends PgNode {
  public final boolean lateral;
  public final SqlNode call;
  public final boolean ordinality;
  public final @Nullable Alias alias;

  public FunctionReference(
      boolean lateral,
      SqlNode call,
      boolean ordinality,
      @Nullable Alias alias,
      SqlParserPos position) {
    super(position);
    this.lateral = lateral;
    this.call = call;
    this.ordinality = ordinality;
    this.alias = alias;
  }

  @Override
  void children(Children out) {
    out.add(call);
  }
}
