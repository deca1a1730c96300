package dev.omendb.engine.index;

import dev.omendb.engine.storage.SegmentReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an index reader knows of the table at its statement's snapshot.
public interface IndexSnapshot {
  /// Replaces each row id by the id of the version visible through it and drops those without one.
  /// Returns how many remain; the order stays.
  int visible(long[] rowIds, int count);

  /// How many of a segment's first positions are known to be visible, all of them: [#visible] would
  /// leave their ids as they are.
  default int visiblePrefix(int segment) {
    return 0;
  }

  /// How many of a segment's rows [#isChanged] is true for: as long as that stays the same, they
  /// are the same rows. -1 where it is not known.
  default int changedRows(int segment) {
    return -1;
  }

  /// Whether a row has been deleted or replaced, as this snapshot sees it or not. [#visible]
  /// answers either the row itself or nothing for any other.
  default boolean isChanged(long rowId) {
    return true;
  }

  /// A segment by the high half of a row id, whatever its rows' visibility: to read the values an
  /// entry was made for. Null when compaction has removed it.
  @Nullable SegmentReader segment(int number);

  /// Rows of the running transaction that no entry leads to: visible, and to be searched one by
  /// one.
  List<IndexRows> ownRows();
}
