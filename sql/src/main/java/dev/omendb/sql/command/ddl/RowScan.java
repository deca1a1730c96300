package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.session.Session;
import java.util.List;
import java.util.function.Consumer;

/// Reads all rows of a table as they are now: one column for each column of the table, dropped ones
/// NULL.
final class RowScan {
  private RowScan() {}

  /// The batch is overwritten after each call.
  static void of(Session session, Table table, Consumer<Batch> rows) {
    session.transaction().current().refreshSnapshot();
    try (TableReader reader = session.transaction().current().read(table.oid())) {
      List<SegmentReader> segments = reader.segments();
      read(session, table, segments, rows);
    }
  }

  static void read(
      Session session, Table table, List<SegmentReader> segments, Consumer<Batch> rows) {
    Column[] columns = new Column[table.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = table.columns().get(i).storage().newColumn(16);
    }
    Batch batch = new Batch(columns);
    int[] positions = new int[Column.BATCH_ROWS];
    for (SegmentReader segment : segments) {
      for (int from = 0; from < segment.rowCount(); from += Column.BATCH_ROWS) {
        session.context().checkCancelled();
        int to = Math.min(segment.rowCount(), from + Column.BATCH_ROWS);
        int count = segment.selectVisible(from, to, positions);
        if (count > 0) {
          fill(table, segment, positions, count, batch);
          rows.accept(batch);
        }
      }
    }
  }

  private static void fill(
      Table table, SegmentReader segment, int[] positions, int count, Batch batch) {
    batch.clear();
    for (CatalogObject.Column column : table.columns()) {
      Column into = batch.column(column.attnum() - 1);
      if (column.dropped()) {
        for (int i = 0; i < count; i++) {
          into.appendNull();
        }
      } else {
        segment.read(column.attnum(), positions, count, into);
      }
    }
    batch.setSize(count);
  }
}
