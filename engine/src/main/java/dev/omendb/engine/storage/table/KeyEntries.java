package dev.omendb.engine.storage.table;

import org.jspecify.annotations.Nullable;

/// Keys with row ids in order: one part of an ordered index. Readers do not lock.
interface KeyEntries {
  /// Calls `into` with each entry whose key equals `key[0..length)`.
  void lookup(byte[] key, int length, RowIds into);

  /// Entries with from <= key < to (null: open), ascending by key and row id, or descending.
  Cursor range(byte @Nullable [] from, byte @Nullable [] to, boolean descending);

  /// Moves over entries.
  interface Cursor {
    /// Goes to the next entry; false at the end. Must be called before the first.
    boolean advance();

    byte[] key();

    long rowId();
  }
}
