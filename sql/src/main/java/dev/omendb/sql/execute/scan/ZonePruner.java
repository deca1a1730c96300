package dev.omendb.sql.execute.scan;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.sql.execute.OneRow;
import dev.omendb.sql.execute.scan.ZoneBound.Comparison;
import dev.omendb.sql.expression.EvaluationContext;
import java.util.List;

/// Decides from minima and maxima which blocks a scan can skip. Owned by one scan.
final class ZonePruner {
  private final ZoneBound[] bounds;
  private final Batch noInput = OneRow.noColumns();
  private final long[] longs;
  private final double[] doubles;
  private final boolean[] isDouble;
  private boolean matchesNothing;

  ZonePruner(List<ZoneBound> bounds) {
    this.bounds = bounds.toArray(new ZoneBound[0]);
    this.longs = new long[bounds.size()];
    this.doubles = new double[bounds.size()];
    this.isDouble = new boolean[bounds.size()];
  }

  /// Computes the bounds' values for one execution.
  void start(EvaluationContext context) {
    matchesNothing = false;
    for (int i = 0; i < bounds.length; i++) {
      Column value = bounds[i].value().evaluate(context, noInput);
      if (value.isNull(0)) {
        matchesNothing = true;
      } else if (value instanceof DoubleColumn number) {
        isDouble[i] = true;
        doubles[i] = number.get(0);
      } else {
        longs[i] = ((LongColumn) value).get(0);
      }
    }
  }

  /// True when no row of the block can pass.
  boolean skips(SegmentReader segment, int block) {
    if (matchesNothing) {
      return true;
    }
    for (int i = 0; i < bounds.length; i++) {
      SegmentReader.Range range = segment.range(bounds[i].attnum(), block);
      if (range != null && excluded(i, range)) {
        return true;
      }
    }
    return false;
  }

  private boolean excluded(int i, SegmentReader.Range range) {
    int low;
    int high;
    if (isDouble[i]) {
      low = Double.compare(doubles[i], Double.longBitsToDouble(range.minimum()));
      high = Double.compare(doubles[i], Double.longBitsToDouble(range.maximum()));
      if (doubles[i] == 0) {
        return false;
      }
    } else {
      low = Long.compare(longs[i], range.minimum());
      high = Long.compare(longs[i], range.maximum());
    }
    return excluded(bounds[i].comparison(), low, high);
  }

  /// @param low order of the value against the block's minimum
  /// @param high order of the value against its maximum
  private static boolean excluded(Comparison comparison, int low, int high) {
    return switch (comparison) {
      case LESS -> low <= 0;
      case LESS_OR_EQUAL -> low < 0;
      case EQUAL -> low < 0 || high > 0;
      case GREATER_OR_EQUAL -> high > 0;
      case GREATER -> high >= 0;
    };
  }
}
