package dev.omendb.sql.execute.scan;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.sql.execute.RowLayout;
import dev.omendb.sql.execute.Selection;
import dev.omendb.sql.expression.EvaluationContext;

/// Evaluates a scan's filter over blocks of a segment and names the rows that pass: the first half
/// of a scan, for those who do not want the other columns. Owned by one operator.
public final class BlockFilter {
  private final ScanFilter filter;
  private final ZonePruner pruner;
  private final ColumnFiller filler;
  private final boolean[] filterColumns;
  private final Batch candidates;
  private final Selection selection = new Selection();

  public BlockFilter(ScanTarget target, ScanFilter filter) {
    RowLayout layout = target.layout();
    this.filter = filter;
    this.pruner = new ZonePruner(filter.bounds());
    this.filler = new ColumnFiller(target);
    this.filterColumns = filter.columnsRead(layout.width());
    this.candidates = layout.newBatch(Column.BATCH_ROWS);
  }

  public void start(EvaluationContext context) {
    pruner.start(context);
  }

  /// Writes the visible positions in a block [from, to) that pass into `positions`; returns how
  /// many.
  public int select(
      EvaluationContext context, SegmentReader segment, int from, int to, int[] positions) {
    if (pruner.skips(segment, from / Column.BATCH_ROWS)) {
      return 0;
    }
    boolean whole = segment.allVisible();
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
    candidates.setSize(count);
    int kept = selection.choose(filter.condition().evaluate(context, candidates), count);
    int[] rows = selection.rows();
    for (int i = 0; i < kept; i++) {
      positions[i] = whole ? from + rows[i] : positions[rows[i]];
    }
    return kept;
  }
}
