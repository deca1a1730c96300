package dev.omendb.engine.storage.table;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.storage.segment.ColumnMask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The committed entries of one ordered index, and the keys that running transactions have claimed.
/// Written by the applying thread; read without locks. Entries name the row version they were made
/// for; visibility is the reader's business.
public final class KeyIndex {
  private final CatalogObject.Index definition;
  private final int[] attnums;
  private final long mask;
  private final KeyTail tail = new KeyTail();
  private final ConcurrentHashMap<Key, Long> claims = new ConcurrentHashMap<>();
  private volatile List<KeyEntries> parts = List.of(tail);

  /// @param attnums columns that matter to the index
  public KeyIndex(CatalogObject.Index definition, int[] attnums) {
    this.definition = definition;
    this.attnums = attnums;
    this.mask = ColumnMask.of(attnums);
  }

  KeyIndex emptyCopy() {
    return new KeyIndex(definition, attnums);
  }

  public long oid() {
    return definition.oid();
  }

  public CatalogObject.Index definition() {
    return definition;
  }

  /// Columns whose change makes a new entry necessary.
  public long mask() {
    return mask;
  }

  void add(byte[] key, long rowId) {
    tail.add(key, rowId);
  }

  void add(KeyRun run) {
    List<KeyEntries> more = new ArrayList<>(parts);
    more.add(run);
    parts = List.copyOf(more);
  }

  List<KeyEntries> parts() {
    return parts;
  }

  /// Collects the ids of all versions with this key.
  void lookup(byte[] key, int length, RowIds into) {
    List<KeyEntries> now = parts;
    for (int i = 0; i < now.size(); i++) {
      now.get(i).lookup(key, length, into);
    }
  }

  /// Claims a key for a transaction until it ends.
  ///
  /// @return null when it is now (or was already) the transaction's, otherwise the holder
  public @Nullable Long claim(Key key, long transaction) {
    Long holder = claims.putIfAbsent(key, transaction);
    return holder == null || holder == transaction ? null : holder;
  }

  public void release(Key key, long transaction) {
    claims.remove(key, transaction);
  }

  /// A key as a map key.
  public static final class Key {
    private final byte[] bytes;
    private final int hash;

    public Key(byte[] bytes) {
      this.bytes = bytes;
      this.hash = java.util.Arrays.hashCode(bytes);
    }

    byte[] bytes() {
      return bytes;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && java.util.Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
