package dev.omendb.engine.index;

import org.jspecify.annotations.Nullable;

/// A btree: row ids in key order. Keys are byte strings in an order-preserving encoding, made by
/// [KeyEncoder].
public non-sealed interface OrderedIndexReader extends IndexReader {
  /// Row ids whose key equals `key` (all columns), visible ones only. Returns how many were
  /// written; never more than `rowIds.length` (callers of non-unique indexes use [#range]).
  int lookup(byte[] key, int keyLength, long[] rowIds);

  /// Rows with from <= key < to (null: open), in key order or the reverse.
  RowIdCursor range(byte @Nullable [] from, byte @Nullable [] to, boolean descending);
}
