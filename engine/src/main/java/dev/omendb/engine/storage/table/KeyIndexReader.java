package dev.omendb.engine.storage.table;

import dev.omendb.engine.index.OrderedIndexReader;
import dev.omendb.engine.index.RowIdCursor;
import dev.omendb.engine.index.btree.KeyEntries;
import dev.omendb.engine.index.btree.MergedCursor;
import dev.omendb.engine.index.btree.RowIds;
import dev.omendb.engine.storage.segment.RowVersions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An ordered index at a statement's snapshot: committed entries and the transaction's own, each
/// followed to the visible version of its row. Confined to one thread.
final class KeyIndexReader implements OrderedIndexReader {
  private final SnapshotTable table;
  private final @Nullable KeyIndex index;
  private final @Nullable KeyWrites own;
  private final long mask;
  private final RowIds candidates = new RowIds();

  KeyIndexReader(SnapshotTable table, @Nullable KeyIndex index, @Nullable KeyWrites own) {
    this.table = table;
    this.index = index;
    this.own = own;
    this.mask = index != null ? index.mask() : own != null ? own.index().mask() : 0;
  }

  @Override
  public int lookup(byte[] key, int keyLength, long[] rowIds) {
    candidates.clear();
    if (index != null) {
      index.lookup(key, keyLength, candidates);
    }
    if (own != null) {
      own.lookup(key, keyLength, candidates);
    }
    int found = 0;
    for (int i = 0; i < candidates.size() && found < rowIds.length; i++) {
      long visible = table.resolve(candidates.get(i), mask);
      if (visible != RowVersions.NONE) {
        rowIds[found++] = visible;
      }
    }
    return found;
  }

  @Override
  public RowIdCursor range(byte @Nullable [] from, byte @Nullable [] to, boolean descending) {
    List<KeyEntries.Cursor> cursors = new ArrayList<>();
    if (index != null) {
      for (IndexPart part : index.parts()) {
        cursors.add(part.entries().range(from, to, descending));
      }
    }
    if (own != null) {
      cursors.add(own.range(from, to, descending));
    }
    return new VisibleCursor(MergedCursor.of(cursors, descending));
  }

  private final class VisibleCursor implements RowIdCursor {
    private final KeyEntries.Cursor entries;

    VisibleCursor(KeyEntries.Cursor entries) {
      this.entries = entries;
    }

    @Override
    public int next(long[] rowIds) {
      int count = 0;
      while (count < rowIds.length && entries.advance()) {
        long visible = table.resolve(entries.rowId(), mask);
        if (visible != RowVersions.NONE) {
          rowIds[count++] = visible;
        }
      }
      return count;
    }
  }
}
