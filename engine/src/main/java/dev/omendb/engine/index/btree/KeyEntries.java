package dev.omendb.engine.index.btree;

import org.jspecify.annotations.Nullable;

/// Keys with row ids in the keys' unsigned byte order: one part of an ordered index. An entry names
/// the row version it was made for; visibility is the caller's business. Readers do not lock.
public interface KeyEntries {
  /// Adds the row id of each entry whose key equals `key[0..length)`.
  void lookup(byte[] key, int length, RowIds into);

  /// Entries with from <= key < to (null: open), ascending or descending. Entries added later may
  /// or may not come out.
  Cursor range(byte @Nullable [] from, byte @Nullable [] to, boolean descending);

  /// Moves over entries. Confined to one thread.
  interface Cursor {
    /// Goes to the next entry; false at the end. Must be called before the first.
    boolean advance();

    /// The current key in a buffer valid until the next call; it may be longer than the key.
    byte[] key();

    /// Bytes of the current key.
    int keyLength();

    long rowId();
  }
}
