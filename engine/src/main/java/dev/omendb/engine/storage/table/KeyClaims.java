package dev.omendb.engine.storage.table;

import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;

/// The keys of one unique index that running transactions are about to add, by their [KeyHash].
/// Thread-safe.
final class KeyClaims {
  private static final int STRIPES = 16;

  private final Long2LongOpenHashMap[] stripes = new Long2LongOpenHashMap[STRIPES];

  KeyClaims() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Long2LongOpenHashMap(0);
    }
  }

  /// Claims a key for a transaction until it ends.
  ///
  /// @return 0 when it is now (or was already) the transaction's, otherwise the holder
  long claim(long hash, long transaction) {
    Long2LongOpenHashMap stripe = stripe(hash);
    synchronized (stripe) {
      long holder = stripe.putIfAbsent(hash, transaction);
      return holder == transaction ? 0 : holder;
    }
  }

  void release(long hash, long transaction) {
    Long2LongOpenHashMap stripe = stripe(hash);
    synchronized (stripe) {
      stripe.remove(hash, transaction);
    }
  }

  private Long2LongOpenHashMap stripe(long hash) {
    return stripes[(int) (hash >>> 60)];
  }
}
