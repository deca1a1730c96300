package dev.omendb.engine.storage.transaction;

import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.RowLock;
import dev.omendb.engine.lock.TableLock;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.engine.storage.Transaction;
import dev.omendb.engine.storage.segment.Segment;
import dev.omendb.engine.storage.table.TableStore;
import java.util.HashSet;
import java.util.Set;

/// Gives back the room of dead rows. Rows never change their place behind anybody's back: what
/// still lives in a segment of many dead or of few rows is moved by an ordinary transaction, as an
/// update that changes nothing; index entries are then made to name the newest versions; and
/// segments in which nobody can see a row any more are dropped.
public final class Vacuum {
  /// A segment with more dead rows than this is emptied.
  private static final double MAX_DEAD_SHARE = 0.3;

  /// Tables with fewer dead rows are left alone.
  private static final long MIN_DEAD_ROWS = 10_000;

  /// Segments below this size are small; a table with more of them than [#MAX_SMALL] gets them
  /// merged.
  private static final int SMALL_ROWS = 16_384;

  private static final long SMALL_BYTES = 8L << 20;
  private static final int MAX_SMALL = 16;

  private final VersionedStore store;

  public Vacuum(VersionedStore store) {
    this.store = store;
  }

  /// Looks through all tables. Returns true when something was dropped or moved, so that a
  /// checkpoint is worthwhile.
  public boolean run() {
    boolean changed = false;
    for (Table table : store.catalog().all(Table.class)) {
      TableStore rows = store.table(table.oid());
      if (rows != null) {
        changed |= run(table, rows);
        rows.maintainRowIndexes(store::oldestSnapshot);
      }
    }
    return changed;
  }

  private boolean run(Table table, TableStore rows) {
    Set<Integer> emptied = toEmpty(rows);
    if (emptied.isEmpty()) {
      return false;
    }
    boolean quiet = store.snapshots().oldest() == store.snapshots().lastCommitted();
    if (quiet) {
      for (int segment : emptied) {
        moveUnlessLocked(table, segment);
      }
    }
    return store.commits().dropDead(rows) > 0;
  }

  /// The closed segments that are worth emptying, those without any live row included.
  private static Set<Integer> toEmpty(TableStore rows) {
    Set<Integer> wasteful = new HashSet<>();
    Set<Integer> small = new HashSet<>();
    long dead = 0;
    for (Segment segment : rows.segments().inOrder()) {
      int count = segment.versions().created(Long.MAX_VALUE);
      int tombstones = segment.versions().tombstones();
      dead += tombstones;
      if (rows.isClosed(segment)) {
        if (tombstones > MAX_DEAD_SHARE * count) {
          wasteful.add(segment.number());
        }
        if (count < SMALL_ROWS && segment.data().bytes() < SMALL_BYTES) {
          small.add(segment.number());
        }
      }
    }
    if (dead < MIN_DEAD_ROWS) {
      wasteful.clear();
    }
    if (small.size() > MAX_SMALL) {
      wasteful.addAll(small);
    }
    return wasteful;
  }

  /// A table that somebody has locked against writers has to wait for the next time.
  private void moveUnlessLocked(Table table, int segmentNumber) {
    try {
      move(table, segmentNumber);
    } catch (DatabaseException e) {
      if (e.state() != SqlState.LOCK_NOT_AVAILABLE) {
        throw e;
      }
    }
  }

  /// Moves a segment's visible rows to the tail. Rows that somebody has locked stay.
  private void move(Table table, int segmentNumber) {
    try (Transaction transaction = store.begin(0)) {
      transaction.lockTable(table.oid(), TableLock.ROW_EXCLUSIVE, LockWait.NOWAIT);
      try (TableReader reader = transaction.read(table.oid())) {
        for (SegmentReader segment : reader.segments()) {
          if (segment.number() == segmentNumber) {
            move(transaction, table, segment);
          }
        }
      }
      transaction.commit();
    }
  }

  private static void move(Transaction transaction, Table table, SegmentReader segment) {
    int[] positions = new int[Column.BATCH_ROWS];
    long[] ids = new long[Column.BATCH_ROWS];
    for (int from = 0; from < segment.rowCount(); from += Column.BATCH_ROWS) {
      int to = Math.min(segment.rowCount(), from + Column.BATCH_ROWS);
      int visible = segment.selectVisible(from, to, positions);
      int count = 0;
      for (int i = 0; i < visible; i++) {
        long[] id = {Segment.rowId(segment.number(), positions[i])};
        boolean changed =
            transaction.lockRows(
                table.oid(), id, 1, RowLock.UPDATE, LockWait.SKIP_LOCKED);
        if (!changed) {
          positions[count] = positions[i];
          ids[count++] = id[0];
        }
      }
      Batch rows = read(table, segment, positions, count);
      transaction.update(table.oid(), ids, count, rows, new int[0]);
    }
  }

  private static Batch read(Table table, SegmentReader segment, int[] positions, int count) {
    Column[] columns = new Column[table.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = table.columns().get(i).storage().newColumn(count);
      segment.read(i + 1, positions, count, columns[i]);
    }
    Batch rows = new Batch(columns);
    rows.setSize(count);
    return rows;
  }
}
