package dev.omendb.engine.storage.table;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.btree.KeyEntries;
import dev.omendb.engine.index.btree.KeyRun;
import dev.omendb.engine.index.btree.KeyRunBuilder;
import dev.omendb.engine.index.btree.RowIds;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The entries one transaction adds to one ordered index, in the order of its rows, packed into
/// arrays with a hash table over the keys: about 45 bytes an entry beside the key. Confined to the
/// transaction.
final class KeyWrites implements KeyEntries {
  private static final int NONE = -1;

  private final KeyIndex index;
  private final boolean shared;

  /// Keys back to back; entry i ends at `ends[i]`.
  private byte[] heap = new byte[256];

  private int[] ends = new int[8];
  private long[] hashes = new long[8];
  private long[] rowIds = new long[8];

  /// The entry before with the same key, or NONE.
  private int[] previous = new int[8];

  /// Newest entry of each key plus one, 0: free. Open addressing with linear probing.
  private int[] slots = new int[16];

  private int count;
  private int distinct;

  /// The entries in order, as of the last time they were read so.
  private @Nullable KeyRun ordered;

  /// @param shared others can see the index already: keys must be claimed
  KeyWrites(KeyIndex index, boolean shared) {
    this.index = index;
    this.shared = shared;
  }

  KeyIndex index() {
    return index;
  }

  boolean isShared() {
    return shared;
  }

  int size() {
    return count;
  }

  boolean contains(byte[] key, int length, long hash) {
    return slots[slot(key, length, hash)] != 0;
  }

  /// @param hash of the key, see [KeyHash]
  void add(byte[] key, int length, long hash, long rowId) {
    ensure(length);
    int slot = slot(key, length, hash);
    previous[count] = slots[slot] - 1;
    if (slots[slot] == 0) {
      distinct++;
    }
    slots[slot] = count + 1;
    int start = start(count);
    System.arraycopy(key, 0, heap, start, length);
    ends[count] = start + length;
    hashes[count] = hash;
    rowIds[count++] = rowId;
    ordered = null;
    if (distinct * 2 > slots.length) {
      grow();
    }
  }

  /// Forgets entries of rows from `rowId` on, and gives their keys back.
  void truncateFrom(long rowId, long transaction) {
    while (count > 0 && rowIds[count - 1] >= rowId) {
      ordered = null;
      int entry = count - 1;
      int slot = slotOf(entry);
      if (previous[entry] != NONE) {
        slots[slot] = previous[entry] + 1;
      } else {
        free(slot);
        distinct--;
        release(entry, transaction);
      }
      count = entry;
    }
  }

  /// Gives the claimed keys back, at the end of the transaction.
  void releaseClaims(long transaction) {
    for (int entry = 0; entry < count; entry++) {
      release(entry, transaction);
    }
  }

  private void release(int entry, long transaction) {
    if (shared && index.definition().unique()) {
      index.claims().release(hashes[entry], transaction);
    }
  }

  /// The entries in key order; row ids still are the transaction's own.
  KeyRun toRun() {
    KeyRunBuilder builder = new KeyRunBuilder();
    byte[] key = new byte[64];
    for (int entry = 0; entry < count; entry++) {
      int length = ends[entry] - start(entry);
      if (length > key.length) {
        key = new byte[length * 2];
      }
      System.arraycopy(heap, start(entry), key, 0, length);
      builder.add(key, length, rowIds[entry]);
    }
    return builder.build();
  }

  byte[] key(int entry) {
    return Arrays.copyOfRange(heap, start(entry), ends[entry]);
  }

  long rowId(int entry) {
    return rowIds[entry];
  }

  @Override
  public void lookup(byte[] key, int length, RowIds into) {
    int entry = slots[slot(key, length, KeyHash.of(key, length))] - 1;
    for (; entry != NONE; entry = previous[entry]) {
      into.add(rowIds[entry]);
    }
  }

  @Override
  public Cursor range(byte @Nullable [] from, byte @Nullable [] to, boolean descending) {
    if (ordered == null) {
      ordered = toRun();
    }
    return ordered.range(from, to, descending);
  }

  private int start(int entry) {
    return entry == 0 ? 0 : ends[entry - 1];
  }

  /// Where the key is, or the free slot where it would go.
  private int slot(byte[] key, int length, long hash) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0 && !isKey(slots[slot] - 1, key, length, hash)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isKey(int entry, byte[] key, int length, long hash) {
    return hashes[entry] == hash
        && Arrays.equals(heap, start(entry), ends[entry], key, 0, length);
  }

  /// The slot of an entry that is the newest of its key.
  private int slotOf(int entry) {
    int mask = slots.length - 1;
    int slot = (int) hashes[entry] & mask;
    while (slots[slot] != entry + 1) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// Frees a slot and moves later ones up, so that no search ends early.
  private void free(int slot) {
    int mask = slots.length - 1;
    int gap = slot;
    for (int next = (gap + 1) & mask; slots[next] != 0; next = (next + 1) & mask) {
      int home = (int) hashes[slots[next] - 1] & mask;
      if (((next - home) & mask) >= ((next - gap) & mask)) {
        slots[gap] = slots[next];
        gap = next;
      }
    }
    slots[gap] = 0;
  }

  private void grow() {
    int[] old = slots;
    slots = new int[old.length * 2];
    int mask = slots.length - 1;
    for (int value : old) {
      if (value != 0) {
        int slot = (int) hashes[value - 1] & mask;
        while (slots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = value;
      }
    }
  }

  private void ensure(int length) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      hashes = Arrays.copyOf(hashes, count * 2);
      rowIds = Arrays.copyOf(rowIds, count * 2);
      previous = Arrays.copyOf(previous, count * 2);
    }
    long needed = (long) start(count) + length;
    if (needed > heap.length) {
      if (needed > Integer.MAX_VALUE - 16) {
        throw new DatabaseException(
            SqlState.PROGRAM_LIMIT_EXCEEDED,
            "a transaction cannot add more than 2 GB of keys to index \"%s\""
                .formatted(index.definition().name()));
      }
      heap = Arrays.copyOf(heap, (int) Math.min(Integer.MAX_VALUE - 16, needed * 2));
    }
  }
}
