package dev.omendb.engine.storage.table;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.index.BuildMonitor;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexEngine;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.engine.storage.segment.ColumnMask;
import dev.omendb.engine.storage.segment.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An index that an [IndexEngine] keeps, as part of a table. Written by the applying thread.
///
/// One that recovery could not open has a stand-in at first, which answers while the real one is
/// built beside commits and takes them in as well.
public final class RowIndex {
  private final CatalogObject.Index definition;
  private final Table table;
  private final IndexEngine engine;
  private final Supplier<IndexKeys> keys;
  private final long mask;
  private volatile Index index;

  /// What is built while a stand-in answers.
  private volatile @Nullable Index replacement;

  private volatile boolean standsIn;
  private volatile long startedAfter;

  public RowIndex(
      CatalogObject.Index definition,
      Table table,
      IndexEngine engine,
      Supplier<IndexKeys> keys,
      int[] attnums,
      Index index) {
    this(definition, table, engine, keys, ColumnMask.of(attnums), index);
  }

  private RowIndex(
      CatalogObject.Index definition,
      Table table,
      IndexEngine engine,
      Supplier<IndexKeys> keys,
      long mask,
      Index index) {
    this.definition = definition;
    this.table = table;
    this.engine = engine;
    this.keys = keys;
    this.mask = mask;
    this.index = index;
  }

  /// Marks the index as one that stands in for the real one.
  public RowIndex standingIn() {
    standsIn = true;
    return this;
  }

  /// True while the real index is not complete.
  public boolean isStandIn() {
    return standsIn;
  }

  /// The real index begins: it takes in all commits after this one, and waits to be filled with
  /// what was there before. Called between commits.
  public void beginReplacement(TableStore store, long timestamp) {
    startedAfter = timestamp;
    Index fresh = engine.build(definition, table, keys, List.of(), BuildMonitor.NONE);
    fresh.attach(segments(store));
    replacement = fresh;
  }

  /// Fills the real index with the rows that were there when it began, while commits go on. Errors:
  /// 57014 when the monitor cancels it.
  public void fillReplacement(TableStore store, BuildMonitor monitor) {
    Index fresh = replacement;
    if (fresh != null) {
      boolean partial = definition.predicateSql() != null;
      fresh.fill(liveRows(store.views(table, startedAfter), table, keys.get(), partial), monitor);
    }
  }

  /// The real index takes over. Called between commits.
  public void completeReplacement() {
    Index fresh = replacement;
    if (fresh != null) {
      index = fresh;
      replacement = null;
      standsIn = false;
    }
  }

  /// The same over no rows.
  RowIndex emptyCopy(Table now) {
    return new RowIndex(
        definition, now, engine, keys, mask,
        engine.build(definition, now, keys, List.of(), BuildMonitor.NONE));
  }

  /// The index becomes part of the table.
  void attach(TableStore store) {
    index.attach(segments(store));
  }

  private Index.TableSegments segments(TableStore store) {
    return number -> {
      Segment segment = store.segments().find(number);
      return segment == null
          ? null
          : new SegmentView(segment, table, Integer.MAX_VALUE, Long.MAX_VALUE, null, 0);
    };
  }

  /// Rows got other ids.
  void moved(LongUnaryOperator newRowIds) {
    index.moved(newRowIds);
    Index fresh = replacement;
    if (fresh != null) {
      fresh.moved(newRowIds);
    }
  }

  /// The index takes in all commits after this one.
  public void startAfter(long timestamp) {
    startedAfter = timestamp;
  }

  /// Takes in the rows that were there when the index began, while commits go on.
  public void fill(TableStore store, Table now, boolean partial, BuildMonitor monitor) {
    index.fill(
        liveRows(store.views(now, startedAfter), now, keys.get(), partial), monitor);
  }

  public long oid() {
    return definition.oid();
  }

  public Index index() {
    return index;
  }

  /// Columns whose change makes a new entry necessary.
  public long mask() {
    return mask;
  }

  /// Hands over a commit's rows, placed before, but for versions that left the index's columns as
  /// they were.
  void append(
      TableStore store,
      Table table,
      IndexKeys keys,
      RowMapping rows,
      List<Integer> counts,
      DeleteLog deletes) {
    for (int block = 0; block < counts.size(); block++) {
      Placement placement = rows.placements().get(block);
      Segment segment = store.segments().find(placement.segmentNumber());
      if (segment != null) {
        boolean[] unchanged = UnchangedRows.of(block, counts.get(block), deletes, mask);
        int start = placement.start();
        int end = start + counts.get(block);
        SegmentView view = new SegmentView(segment, table, end, Long.MAX_VALUE, null, 0);
        IndexRows selected =
            new RowSelection(table, keys, definition.predicateSql() != null)
                .select(view, start, end, position -> !unchanged[position - start]);
        if (selected.count() > 0) {
          index.append(selected);
          Index fresh = replacement;
          if (fresh != null) {
            fresh.append(selected);
          }
        }
      }
    }
  }

  /// The live rows of the table that belong in the index.
  public static List<IndexRows> liveRows(
      List<SegmentView> segments, Table table, IndexKeys keys, boolean partial) {
    List<IndexRows> rows = new ArrayList<>();
    for (SegmentView segment : segments) {
      IndexRows selected =
          new RowSelection(table, keys, partial)
              .select(segment, 0, segment.rowCount(), segment::isVisible);
      if (selected.count() > 0) {
        rows.add(selected);
      }
    }
    return rows;
  }
}
