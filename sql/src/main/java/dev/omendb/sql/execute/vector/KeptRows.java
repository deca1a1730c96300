package dev.omendb.sql.execute.vector;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of a table that pass a filter, by the identities of segments. Immutable.
final class KeptRows {
  static final KeptRows NONE = new KeptRows(new IdentityHashMap<>());

  private final Map<Object, SegmentRows> segments;
  private final long bytes;

  private KeptRows(Map<Object, SegmentRows> segments) {
    this.segments = segments;
    this.bytes = segments.values().stream().mapToLong(SegmentRows::bytes).sum();
  }

  /// Null when nothing is known of the segment.
  @Nullable SegmentRows find(Object identity) {
    return segments.get(identity);
  }

  /// The same with more known.
  ///
  /// @param known the segments there are; others may be gone
  KeptRows with(Map<Object, SegmentRows> known) {
    Map<Object, SegmentRows> all = new IdentityHashMap<>(known);
    boolean stale = segments.size() > 2 * known.size();
    if (!stale) {
      segments.forEach(all::putIfAbsent);
    }
    return new KeptRows(all);
  }

  long bytes() {
    return bytes;
  }
}
