package dev.omendb.engine.storage.table;

import dev.omendb.engine.index.btree.KeyEntries;
import dev.omendb.engine.index.btree.KeyRun;
import dev.omendb.engine.index.btree.KeyRunBuilder;
import dev.omendb.engine.index.btree.KeyTail;
import dev.omendb.engine.index.btree.MergedCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// Keeps the parts of an ordered index few: each lookup asks every part.
public final class IndexMerge {
  private static final int MAX_MEMORY_RUNS = 8;

  private IndexMerge() {}

  /// The newest runs in memory that are to become one, so that sizes fall from run to run; empty
  /// while there are few.
  ///
  /// @param held parts to leave alone
  static List<IndexPart> crowd(List<IndexPart> parts, List<IndexPart> held) {
    List<IndexPart> runs = new ArrayList<>();
    for (IndexPart part : parts) {
      if (!part.isStored() && part.entries() instanceof KeyRun && !held.contains(part)) {
        runs.add(part);
      }
    }
    return runs.size() > MAX_MEMORY_RUNS ? newest(runs) : List.of();
  }

  /// The stored runs that a checkpoint writes anew together with the parts in memory.
  public static List<IndexPart> outgrown(List<IndexPart> frozen) {
    List<IndexPart> stored = new ArrayList<>();
    long memoryEntries = 0;
    for (IndexPart part : frozen) {
      if (part.isStored()) {
        stored.add(part);
      } else {
        memoryEntries += size(part);
      }
    }
    int from = stored.size();
    long entries = memoryEntries;
    while (from > 0 && memoryEntries > 0 && size(stored.get(from - 1)) <= 2 * entries) {
      entries += size(stored.get(--from));
    }
    return stored.subList(from, stored.size());
  }

  /// From the newest back, as long as the next older is not twice as large as all of them.
  private static List<IndexPart> newest(List<IndexPart> runs) {
    int from = runs.size() - 1;
    long entries = size(runs.get(from));
    while (from > 0
        && (size(runs.get(from - 1)) <= 2 * entries || runs.size() - from < MAX_MEMORY_RUNS / 2)) {
      entries += size(runs.get(--from));
    }
    return runs.subList(from, runs.size());
  }

  private static long size(IndexPart part) {
    return switch (part.entries()) {
      case KeyRun run -> run.size();
      case KeyTail tail -> tail.size();
      default -> 0;
    };
  }

  /// One run of all entries.
  ///
  /// @param newRowIds the row an entry is to name from now on, -1 to drop it
  public static KeyRun merge(List<IndexPart> parts, LongUnaryOperator newRowIds) {
    List<KeyEntries.Cursor> cursors = new ArrayList<>();
    for (IndexPart part : parts) {
      cursors.add(part.entries().range(null, null, false));
    }
    KeyRunBuilder builder = new KeyRunBuilder();
    KeyEntries.Cursor merged = MergedCursor.of(cursors, false);
    while (merged.advance()) {
      long rowId = newRowIds.applyAsLong(merged.rowId());
      if (rowId >= 0) {
        builder.add(merged.key(), merged.keyLength(), rowId);
      }
    }
    return builder.build();
  }
}
