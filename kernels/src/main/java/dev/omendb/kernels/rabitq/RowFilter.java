package dev.omendb.kernels.rabitq;

import org.jspecify.annotations.Nullable;

/// Decides which rows a search may answer: visibility to a snapshot, and the query's condition.
@FunctionalInterface
public interface RowFilter {
  /// Moves the ids that may be answered to the front of `ids`, in any order, and answers how many
  /// they are. Called with at most [CodeSearch#BATCH] ids.
  int keep(long[] ids, int count);

  /// The share of all rows that is expected to be kept.
  default double expectedShare() {
    return 1;
  }

  /// Which codes of a part are of rows that [#keep] may keep, null where that is not known
  /// beforehand.
  default @Nullable PassingSlots passing(IvfPart part) {
    return null;
  }

  /// Whether more than the odd row is refused: the search then tries harder from the start.
  default boolean isSelective() {
    return true;
  }
}
