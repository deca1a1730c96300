package dev.omendb.sql.execute.scan;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;

/// Fills a scan's output columns, the system columns included, from segments or by row id. Owned by
/// one operator.
public final class ColumnFiller {
  private final long tableOid;
  private final int[] attnums;
  /// Places of the ordinary columns in the output.
  private final int[] storedPlaces;

  private final int[] storedAttnums;
  private final Batch stored;

  public ColumnFiller(ScanTarget target) {
    this.tableOid = target.tableOid();
    this.attnums = target.attnums().stream().mapToInt(Integer::intValue).toArray();
    int count = 0;
    for (int attnum : attnums) {
      count += attnum > 0 ? 1 : 0;
    }
    this.storedPlaces = new int[count];
    this.storedAttnums = new int[count];
    int next = 0;
    for (int place = 0; place < attnums.length; place++) {
      if (attnums[place] > 0) {
        storedPlaces[next] = place;
        storedAttnums[next++] = attnums[place];
      }
    }
    this.stored = target.layout().select(storedPlaces).newBatch(0);
  }

  /// Appends positions [from, to) of a segment to one output column.
  void read(SegmentReader segment, int place, int from, int to, Column into) {
    int attnum = attnums[place];
    if (attnum > 0) {
      segment.read(attnum, from, to, into);
      return;
    }
    for (int position = from; position < to; position++) {
      appendSystem(attnum, rowId(segment, position), into);
    }
  }

  /// Appends the named positions of a segment to one output column.
  void read(SegmentReader segment, int place, int[] positions, int count, Column into) {
    int attnum = attnums[place];
    if (attnum > 0) {
      segment.read(attnum, positions, count, into);
      return;
    }
    for (int i = 0; i < count; i++) {
      appendSystem(attnum, rowId(segment, positions[i]), into);
    }
  }

  /// Replaces the content of `into` with the rows of these ids.
  public void fetch(TableReader table, long[] rowIds, int count, Batch into) {
    into.clear();
    if (storedPlaces.length == attnums.length) {
      table.fetch(rowIds, count, storedAttnums, into);
    } else {
      for (int i = 0; i < storedPlaces.length; i++) {
        stored.setColumn(i, into.column(storedPlaces[i]));
      }
      stored.setSize(0);
      table.fetch(rowIds, count, storedAttnums, stored);
      for (int place = 0; place < attnums.length; place++) {
        if (attnums[place] <= 0) {
          for (int i = 0; i < count; i++) {
            appendSystem(attnums[place], rowIds[i], into.column(place));
          }
        }
      }
    }
    into.setSize(count);
  }

  static long rowId(SegmentReader segment, int position) {
    return (long) segment.number() << 32 | position;
  }

  private void appendSystem(int attnum, long rowId, Column into) {
    switch (attnum) {
      case ScanTarget.ROW_ID -> ((LongColumn) into).append(rowId);
      case ScanTarget.TABLE_OID -> ((LongColumn) into).append(tableOid);
      case ScanTarget.CTID -> appendTupleId(rowId, into);
      default -> throw new IllegalArgumentException("no system column " + attnum);
    }
  }

  /// A tid: block number (here the segment and the position's upper half) and line pointer.
  private static void appendTupleId(long rowId, Column into) {
    if (into instanceof LongColumn longs) {
      longs.append(rowId);
      return;
    }
    BytesColumn bytes = (BytesColumn) into;
    int at = bytes.reserve(Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes.heap()[at + i] = (byte) (rowId >>> (8 * i));
    }
  }
}
