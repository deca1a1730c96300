package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.IndexRows;
import java.util.function.LongUnaryOperator;

/// Rows of one segment under the ids they have now: compaction may have given them others since the
/// index took them in.
///
/// @param ids from a row's id in `rows` to its id now, -1 when it is gone
record RowGroup(IndexRows rows, LongUnaryOperator ids) {
  static RowGroup of(IndexRows rows) {
    return new RowGroup(rows, LongUnaryOperator.identity());
  }

  RowGroup moved(LongUnaryOperator newIds) {
    return new RowGroup(
        rows,
        id -> {
          long before = ids.applyAsLong(id);
          return before < 0 ? -1 : newIds.applyAsLong(before);
        });
  }

  long id(int index) {
    return ids.applyAsLong(rows.rowId(index));
  }
}
