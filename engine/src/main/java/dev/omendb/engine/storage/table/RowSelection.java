package dev.omendb.engine.storage.table;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.storage.SegmentReader;
import java.util.Arrays;
import java.util.function.IntPredicate;

/// Picks the rows of a segment that belong in an index.
final class RowSelection {
  private final IndexKeys keys;
  private final boolean partial;
  private final Batch batch;

  /// @param partial the index has a predicate, to be asked for each row
  RowSelection(Table table, IndexKeys keys, boolean partial) {
    this.keys = keys;
    this.partial = partial;
    Column[] columns = new Column[table.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = table.columns().get(i).storage().newColumn(16);
    }
    this.batch = new Batch(columns);
  }

  IndexRows select(SegmentReader segment, int from, int to, IntPredicate wanted) {
    int[] positions = new int[to - from];
    int count = 0;
    for (int position = from; position < to; position++) {
      if (wanted.test(position)) {
        positions[count++] = position;
      }
    }
    if (partial) {
      count = included(segment, positions, count);
    }
    return new IndexRows(segment, positions, count);
  }

  private int included(SegmentReader segment, int[] positions, int count) {
    int kept = 0;
    for (int start = 0; start < count; start += Column.BATCH_ROWS) {
      int end = Math.min(count, start + Column.BATCH_ROWS);
      int[] some = Arrays.copyOfRange(positions, start, end);
      batch.clear();
      for (int attnum : keys.attnums()) {
        segment.read(attnum, some, some.length, batch.column(attnum - 1));
      }
      batch.setSize(some.length);
      keys.bind(batch);
      for (int i = 0; i < some.length; i++) {
        if (keys.includes(i)) {
          positions[kept++] = some[i];
        }
      }
    }
    return kept;
  }
}
