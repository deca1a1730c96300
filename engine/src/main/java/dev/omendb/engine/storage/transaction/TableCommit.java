package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.storage.segment.TailData;
import dev.omendb.engine.storage.table.DeleteLog;
import dev.omendb.engine.storage.table.KeyChanges;
import dev.omendb.engine.storage.table.Placement;
import dev.omendb.engine.storage.table.RowIndex;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// A commit's writes to one table: what the log holds and what is applied.
public final class TableCommit {
  private final long tableOid;
  private final boolean truncated;
  private final List<TailData> blocks;
  private final IntUnaryOperator sentRows;
  private final DeleteLog deletes;
  private final List<KeyChanges> keys;
  private final List<RowIndex> rowIndexes;
  private List<Placement> placements = List.of();

  /// @param sentRows for each block how many of its rows the log has already
  public TableCommit(
      long tableOid,
      boolean truncated,
      List<TailData> blocks,
      IntUnaryOperator sentRows,
      DeleteLog deletes,
      List<KeyChanges> keys,
      List<RowIndex> rowIndexes) {
    this.tableOid = tableOid;
    this.truncated = truncated;
    this.blocks = blocks;
    this.sentRows = sentRows;
    this.deletes = deletes;
    this.keys = keys;
    this.rowIndexes = rowIndexes;
  }

  public long tableOid() {
    return tableOid;
  }

  /// Everything before is gone, committed rows included.
  public boolean truncated() {
    return truncated;
  }

  /// New rows; block k holds the private segment `PRIVATE_SEGMENT + k`.
  public List<TailData> blocks() {
    return blocks;
  }

  /// How many rows of a block the log has already.
  public int sentRows(int block) {
    return sentRows.applyAsInt(block);
  }

  public DeleteLog deletes() {
    return deletes;
  }

  List<KeyChanges> keys() {
    return keys;
  }

  /// Indexes made by the transaction over the rows committed before.
  List<RowIndex> rowIndexes() {
    return rowIndexes;
  }

  /// True when recovery would have to build an index again until a checkpoint has written it.
  public boolean buildsIndex() {
    return !rowIndexes.isEmpty();
  }

  /// Where the blocks go; set in commit order.
  public List<Placement> placements() {
    return placements;
  }

  public void place(List<Placement> reserved) {
    placements = reserved;
  }
}
