package dev.omendb.engine.index.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.kernels.rabitq.BuildEstimate;
import java.util.Map;
import java.util.TreeMap;

/// What an index over one column of a table will take to build: where values have no common number
/// of dimensions, one index after the other for each number there is, see [MixedIndex]. A sample of
/// the rows tells how many have which.
///
/// @param rows with a value
public record BuildForecast(long rows, BuildEstimate estimate) {
  private static final int MOST_SAMPLED = 8192;

  /// @param key over a column; of 0 dimensions where they have no common number
  public static BuildForecast of(TableReader table, VectorKey key, int threads) {
    Map<Integer, Integer> counts = new TreeMap<>();
    int sampled = sample(table, key, counts);
    long all = table.estimatedRows();
    BuildForecast forecast = new BuildForecast(0, BuildEstimate.NOTHING);
    for (Map.Entry<Integer, Integer> group : counts.entrySet()) {
      long rows = Math.round((double) all * group.getValue() / sampled);
      BuildEstimate one = key.withDimensions(group.getKey()).estimate(rows, threads);
      forecast = new BuildForecast(forecast.rows + rows, forecast.estimate.then(one));
    }
    return new BuildForecast(forecast.rows, forecast.estimate.onThisMachine());
  }

  /// Counts rows by the dimensions of their values; answers how many rows were looked at, those
  /// without a value included.
  private static int sample(TableReader table, VectorKey key, Map<Integer, Integer> counts) {
    long positions = 0;
    for (SegmentReader segment : table.segments()) {
      positions += segment.rowCount();
    }
    long step = Math.max(1, (positions + MOST_SAMPLED - 1) / MOST_SAMPLED);
    BytesColumn value = new BytesColumn(1);
    int sampled = 0;
    long next = 0;
    for (SegmentReader segment : table.segments()) {
      for (; next < segment.rowCount(); next += step) {
        int position = (int) next;
        if (segment.isVisible(position)) {
          sampled++;
          if (!segment.isNull(key.attnum(), position)) {
            counts.merge(dimensions(segment, position, key, value), 1, Integer::sum);
          }
        }
      }
      next -= segment.rowCount();
    }
    return sampled;
  }

  private static int dimensions(
      SegmentReader segment, int position, VectorKey key, BytesColumn value) {
    if (!key.isMixed()) {
      return key.dimensions();
    }
    value.clear();
    segment.read(key.attnum(), position, position + 1, value);
    return ValueDecoder.dimensions(
        key.elements(), value.heap(), value.offset(0), value.length(0));
  }
}
