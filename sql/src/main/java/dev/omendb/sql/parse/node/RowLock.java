package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.parser.SqlParserPos;

/// FOR UPDATE and its weaker kinds; empty `tables` means all.
public final class RowLock extends PgNode {
  /// From the weakest to the strongest.
  public enum Strength {
    KEY_SHARE,
    SHARE,
    NO_KEY_UPDATE,
    UPDATE
  }

  /// What to do when a row is locked.
  public enum Wait {
    BLOCK,
    NOWAIT,
    SKIP_LOCKED
  }

  public final Strength strength;
  public final List<ObjectName> tables;
  public final Wait wait;

  public RowLock(Strength strength, List<ObjectName> tables, Wait wait, SqlParserPos position) {
    super(position);
    this.strength = strength;
    this.tables = List.copyOf(tables);
    this.wait = wait;
  }

  @Override
  void children(Children out) {}
}
