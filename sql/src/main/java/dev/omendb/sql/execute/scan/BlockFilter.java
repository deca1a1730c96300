package dev.omendb.sql.execute.scan;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Evaluates a scan's filter over blocks of a segment and names the rows that pass: the first half
/// of a scan, for those who do not want the other columns. Also over rows picked from anywhere.
/// Owned by one operator.
public final class BlockFilter {
  private final ScanFilter filter;
  private final ZonePruner pruner;
  private final ColumnFiller filler;
  private final boolean[] filterColumns;
  private final Batch candidates;

  /// The columns of `candidates` that the condition reads, and what fetches them by row id.
  private final Batch picked;

  private final ColumnFiller picker;
  private final Selection selection = new Selection();

  public BlockFilter(ScanTarget target, ScanFilter filter) {
    RowLayout layout = target.layout();
    this.filter = filter;
    this.pruner = new ZonePruner(filter.bounds());
    this.filler = new ColumnFiller(target);
    this.filterColumns = filter.columnsRead(layout.width());
    this.candidates = layout.newBatch(Column.BATCH_ROWS);
    int[] places =
        IntStream.range(0, layout.width()).filter(place -> filterColumns[place]).toArray();
    List<Integer> attnums = Arrays.stream(places).mapToObj(target.attnums()::get).toList();
    this.picker =
        new ColumnFiller(
            new ScanTarget(target.tableOid(), target.name(), attnums, layout.select(places)));
    this.picked =
        new Batch(Arrays.stream(places).mapToObj(candidates::column).toArray(Column[]::new));
  }

  public void start(EvaluationContext context) {
    pruner.start(context);
  }

  /// Writes the visible positions in a block [from, to) that pass into `positions`; returns how
  /// many.
  public int select(
      EvaluationContext context, SegmentReader segment, int from, int to, int[] positions) {
    return select(context, segment, from, to, positions, segment.allVisible());
  }

  /// As [#select], visible or not.
  public int selectStored(
      EvaluationContext context, SegmentReader segment, int from, int to, int[] positions) {
    return select(context, segment, from, to, positions, true);
  }

  /// @param whole whether to look at all rows of the block, not only at those visible
  private int select(
      EvaluationContext context,
      SegmentReader segment,
      int from,
      int to,
      int[] positions,
      boolean whole) {
    if (pruner.skips(segment, from / Column.BATCH_ROWS)) {
      return 0;
    }
    int count = whole ? to - from : segment.selectVisible(from, to, positions);
    if (count == 0) {
      return 0;
    }
    candidates.clear();
    for (int c = 0; c < filterColumns.length; c++) {
      if (filterColumns[c] && whole) {
        filler.read(segment, c, from, to, candidates.column(c));
      } else if (filterColumns[c]) {
        filler.read(segment, c, positions, count, candidates.column(c));
      }
    }
    int kept = evaluate(context, count);
    int[] rows = selection.rows();
    for (int i = 0; i < kept; i++) {
      positions[i] = whole ? from + rows[i] : positions[rows[i]];
    }
    return kept;
  }

  /// Answers how many of `positions[0..count)`, ascending and visible, pass.
  public int count(
      EvaluationContext context, SegmentReader segment, int[] positions, int count) {
    candidates.clear();
    for (int c = 0; c < filterColumns.length; c++) {
      if (filterColumns[c]) {
        filler.read(segment, c, positions, count, candidates.column(c));
      }
    }
    return evaluate(context, count);
  }

  /// Moves the rows that pass among `rowIds[0..count)`, which are visible, to the front; returns
  /// how many.
  public int keep(EvaluationContext context, TableReader table, long[] rowIds, int count) {
    candidates.clear();
    picker.fetch(table, rowIds, count, picked);
    int kept = evaluate(context, count);
    int[] rows = selection.rows();
    for (int i = 0; i < kept; i++) {
      rowIds[i] = rowIds[rows[i]];
    }
    return kept;
  }

  private int evaluate(EvaluationContext context, int count) {
    candidates.setSize(count);
    return selection.choose(filter.condition().evaluate(context, candidates), count);
  }
}
