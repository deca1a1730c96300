package dev.omendb.engine.index.vector;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexReader;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.index.IndexSnapshot;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// An index that cannot be searched, see [VectorKeys]. It holds nothing: the planner reads the
/// table instead, exactly.
final class UncodedIndex implements Index {
  @Override
  public void append(IndexRows rows) {}

  @Override
  public IndexReader reader(IndexSnapshot snapshot) {
    throw new DatabaseException(SqlState.INTERNAL_ERROR, "this index has nothing to search");
  }

  @Override
  public Checkpoint checkpoint() {
    return (FileSystem files, String folder, String prefix) -> List.of();
  }

  @Override
  public void moved(LongUnaryOperator newRowIds) {}

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public void close() {}
}
