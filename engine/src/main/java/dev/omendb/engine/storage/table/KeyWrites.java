package dev.omendb.engine.storage.table;

import dev.omendb.engine.index.btree.KeyEntries;
import dev.omendb.engine.index.btree.KeyRun;
import dev.omendb.engine.index.btree.KeyRunBuilder;
import dev.omendb.engine.index.btree.RowIds;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The entries one transaction adds to one ordered index, in the order of its rows. Confined to the
/// transaction.
final class KeyWrites implements KeyEntries {
  private final KeyIndex index;
  private final boolean shared;
  private final List<KeyIndex.Key> keys = new ArrayList<>();
  private final LongArrayList rowIds = new LongArrayList();
  private final Object2IntOpenHashMap<KeyIndex.Key> lastByKey = new Object2IntOpenHashMap<>();

  /// The entry before with the same key, or -1.
  private int[] previous = new int[8];

  /// The entries in order, as of the last time they were read so.
  private @Nullable KeyRun ordered;

  /// @param shared others can see the index already: keys must be claimed
  KeyWrites(KeyIndex index, boolean shared) {
    this.index = index;
    this.shared = shared;
    lastByKey.defaultReturnValue(-1);
  }

  KeyIndex index() {
    return index;
  }

  boolean isShared() {
    return shared;
  }

  int size() {
    return keys.size();
  }

  boolean contains(KeyIndex.Key key) {
    return lastByKey.containsKey(key);
  }

  void add(KeyIndex.Key key, long rowId) {
    int entry = keys.size();
    if (entry == previous.length) {
      previous = Arrays.copyOf(previous, entry * 2);
    }
    previous[entry] = lastByKey.put(key, entry);
    keys.add(key);
    rowIds.add(rowId);
    ordered = null;
  }

  /// Forgets entries of rows from `rowId` on, and gives their keys back.
  void truncateFrom(long rowId, long transaction) {
    for (int entry = keys.size() - 1; entry >= 0 && rowIds.getLong(entry) >= rowId; entry--) {
      ordered = null;
      KeyIndex.Key key = keys.removeLast();
      rowIds.removeLong(entry);
      if (previous[entry] >= 0) {
        lastByKey.put(key, previous[entry]);
      } else {
        lastByKey.removeInt(key);
        release(key, transaction);
      }
    }
  }

  /// Gives the claimed keys back, at the end of the transaction.
  void releaseClaims(long transaction) {
    for (KeyIndex.Key key : keys) {
      release(key, transaction);
    }
  }

  private void release(KeyIndex.Key key, long transaction) {
    if (shared && index.definition().unique()) {
      index.release(key, transaction);
    }
  }

  /// The entries in key order; `rowIds` still are the transaction's own.
  KeyRun toRun() {
    KeyRunBuilder builder = new KeyRunBuilder();
    for (int entry = 0; entry < keys.size(); entry++) {
      byte[] key = key(entry);
      builder.add(key, key.length, rowId(entry));
    }
    return builder.build();
  }

  byte[] key(int entry) {
    return keys.get(entry).bytes();
  }

  long rowId(int entry) {
    return rowIds.getLong(entry);
  }

  @Override
  public void lookup(byte[] key, int length, RowIds into) {
    byte[] exact = key.length == length ? key : Arrays.copyOf(key, length);
    for (int e = lastByKey.getInt(new KeyIndex.Key(exact)); e >= 0; e = previous[e]) {
      into.add(rowIds.getLong(e));
    }
  }

  @Override
  public Cursor range(byte @Nullable [] from, byte @Nullable [] to, boolean descending) {
    if (ordered == null) {
      ordered = toRun();
    }
    return ordered.range(from, to, descending);
  }
}
