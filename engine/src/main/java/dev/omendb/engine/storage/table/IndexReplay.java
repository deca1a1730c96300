package dev.omendb.engine.storage.table;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.engine.storage.segment.Segment;
import dev.omendb.engine.storage.segment.SegmentData;
import java.util.List;

/// Makes the entries of one ordered index again, for rows that recovery put into the table: the log
/// holds rows and no keys.
public final class IndexReplay {
  private final TableStore store;
  private final Table table;
  private final IndexKeys keys;
  private final KeyWrites entries;
  private final Batch batch;
  private final KeyBuffer buffer = new KeyBuffer();

  public IndexReplay(TableStore store, Table table, KeyIndex index, IndexKeys keys) {
    this.store = store;
    this.table = table;
    this.keys = keys;
    this.entries = new KeyWrites(index, true);
    Column[] columns = new Column[table.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = table.columns().get(i).storage().newColumn(16);
    }
    this.batch = new Batch(columns);
  }

  /// Adds entries for the live rows of the whole table: the index is new.
  public void addAll() {
    for (Segment segment : store.segments().inOrder()) {
      int rows = segment.versions().created(Long.MAX_VALUE);
      boolean[] dead = new boolean[rows];
      for (int position = 0; position < rows; position++) {
        dead[position] = segment.versions().deletedAt(position) != 0;
      }
      add(segment, 0, rows, dead, 0);
    }
    apply();
  }

  /// Adds entries for a commit's rows, but for versions that left the index's columns as they were:
  /// those are found through the entry of the version they replaced, which may be of the same
  /// commit and dead already.
  public void add(List<Placement> placements, List<Integer> rows, DeleteLog deletes) {
    for (int block = 0; block < placements.size(); block++) {
      Segment segment = store.segments().find(placements.get(block).segmentNumber());
      if (segment != null) {
        int start = placements.get(block).start();
        boolean[] skip =
            UnchangedRows.of(block, rows.get(block), deletes, entries.index().mask());
        add(segment, start, start + rows.get(block), skip, start);
      }
    }
    apply();
  }

  /// @param skip for position p at `p - skipStart`
  private void add(Segment segment, int from, int to, boolean[] skip, int skipStart) {
    SegmentData data = segment.data();
    for (int start = from; start < to; start += Column.BATCH_ROWS) {
      int end = Math.min(to, start + Column.BATCH_ROWS);
      batch.clear();
      for (int attnum : keys.attnums()) {
        SegmentView.column(data, table, attnum).read(start, end, batch.column(attnum - 1));
      }
      batch.setSize(end - start);
      keys.bind(batch);
      for (int position = start; position < end; position++) {
        if (!skip[position - skipStart]) {
          add(position - start, Segment.rowId(segment.number(), position));
        }
      }
    }
  }

  private void add(int row, long rowId) {
    if (keys.includes(row)) {
      buffer.clear();
      keys.encode(row, buffer);
      long hash = KeyHash.of(buffer.bytes(), buffer.length());
      entries.add(buffer.bytes(), buffer.length(), hash, rowId);
    }
  }

  private void apply() {
    KeyChanges.of(entries).apply(store, new RowMapping(List.of()));
  }
}
