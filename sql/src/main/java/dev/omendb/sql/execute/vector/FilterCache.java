package dev.omendb.sql.execute.vector;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which rows pass the filters that searches repeat, as far as stored values tell; every user
/// checks which of the rows it sees. Those used longest ago go when there is no room. Shared by all
/// sessions.
///
/// A filter is kept when the searches with it have evaluated as many rows as the table has: by then
/// keeping it from the start would have cost no more, and filters used once are never kept.
public final class FilterCache {
  /// Filters not kept whose use is counted.
  private static final int MOST_COUNTED = 1024;

  /// A filter that may not be kept.
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final long capacityBytes;
  private final LinkedHashMap<Key, KeptRows> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final LinkedHashMap<Key, Long> counted = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /// A filter of a table with the values of its parameters.
  record Key(long tableOid, String condition, ByteBuffer values) {
    private static final int OVERHEAD_BYTES = 160;

    long bytes() {
      return OVERHEAD_BYTES + values.capacity();
    }
  }

  /// @param capacityBytes of row sets; 0 keeps nothing
  public FilterCache(long capacityBytes) {
    this.capacityBytes = capacityBytes;
  }

  synchronized @Nullable KeptRows find(Key key) {
    return kept.get(key);
  }

  /// Counts rows that a search evaluated the filter for, and answers whether it is to be kept.
  ///
  /// @param tableRows what evaluating it for all would take
  synchronized boolean isWorthKeeping(Key key, long evaluated, long tableRows) {
    if (tableRows * 3 / Byte.SIZE > capacityBytes / 4) {
      return false;
    }
    long sum = counted.merge(key, evaluated, Long::sum);
    if (counted.size() > MOST_COUNTED) {
      counted.pollFirstEntry();
    }
    return sum > tableRows;
  }

  /// Remembers that a filter cannot be evaluated for all rows.
  synchronized void refuse(Key key) {
    counted.put(key, NEVER);
  }

  /// Keeps rows, in the place of what was kept for the same filter.
  synchronized void put(Key key, KeptRows rows) {
    counted.remove(key);
    KeptRows before = kept.put(key, rows);
    bytes += rows.bytes() + (before == null ? key.bytes() : -before.bytes());
    while (bytes > capacityBytes && !kept.isEmpty()) {
      Map.Entry<Key, KeptRows> gone = kept.pollFirstEntry();
      bytes -= gone.getKey().bytes() + gone.getValue().bytes();
    }
  }

  /// Memory taken.
  public synchronized long bytes() {
    return bytes;
  }
}
