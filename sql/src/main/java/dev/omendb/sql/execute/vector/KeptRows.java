package dev.omendb.sql.execute.vector;

import dev.omendb.engine.index.IndexNotes;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of a table that pass a filter, by the identities of segments. Immutable, but for notes.
final class KeptRows {
  private final Map<Object, SegmentRows> segments;
  private final IndexNotes notes;
  private final long bytes;

  private KeptRows(Map<Object, SegmentRows> segments, IndexNotes notes) {
    this.segments = segments;
    this.notes = notes;
    this.bytes = segments.values().stream().mapToLong(SegmentRows::bytes).sum();
  }

  /// Nothing kept yet.
  static KeptRows none() {
    return new KeptRows(new IdentityHashMap<>(), new IndexNotes());
  }

  /// What indexes know of the rows.
  IndexNotes notes() {
    return notes;
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
    return new KeptRows(all, notes);
  }

  long bytes() {
    return bytes;
  }
}
