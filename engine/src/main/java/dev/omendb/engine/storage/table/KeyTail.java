package dev.omendb.engine.storage.table;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/// The newest entries of an ordered index, in memory. One writer, any number of readers. An entry is
/// one byte array: the key and then the row id, eight bytes big-endian.
final class KeyTail implements KeyEntries {
  private static final int ID_BYTES = 8;

  private final ConcurrentSkipListSet<byte[]> entries = new ConcurrentSkipListSet<>(KeyTail::compare);

  /// Row ids are not negative, so their bytes compare as they do.
  private static int compare(byte[] a, byte[] b) {
    int keyA = a.length - ID_BYTES;
    int keyB = b.length - ID_BYTES;
    int byKey = Arrays.compareUnsigned(a, 0, keyA, b, 0, keyB);
    return byKey != 0
        ? byKey
        : Arrays.compareUnsigned(a, keyA, a.length, b, keyB, b.length);
  }

  void add(byte[] key, long rowId) {
    entries.add(entry(key, key.length, rowId));
  }

  int size() {
    return entries.size();
  }

  @Override
  public void lookup(byte[] key, int length, RowIds into) {
    byte[] found = entries.ceiling(entry(key, length, 0));
    while (found != null
        && found.length == length + ID_BYTES
        && Arrays.equals(found, 0, length, key, 0, length)) {
      into.add(id(found));
      found = entries.higher(found);
    }
  }

  @Override
  public Cursor range(byte @Nullable [] from, byte @Nullable [] to, boolean descending) {
    NavigableSet<byte[]> view = entries;
    if (from != null && to != null && Arrays.compareUnsigned(from, to) >= 0) {
      to = from;
    }
    if (from != null) {
      view = view.tailSet(entry(from, from.length, 0), true);
    }
    if (to != null) {
      view = view.headSet(entry(to, to.length, 0), false);
    }
    return new SetCursor((descending ? view.descendingSet() : view).iterator());
  }

  private static byte[] entry(byte[] key, int length, long rowId) {
    byte[] entry = Arrays.copyOf(key, length + ID_BYTES);
    for (int i = 0; i < ID_BYTES; i++) {
      entry[length + i] = (byte) (rowId >>> (56 - 8 * i));
    }
    return entry;
  }

  private static long id(byte[] entry) {
    long id = 0;
    for (int i = entry.length - ID_BYTES; i < entry.length; i++) {
      id = id << 8 | (entry[i] & 0xff);
    }
    return id;
  }

  private static final class SetCursor implements Cursor {
    private final Iterator<byte[]> iterator;
    private byte[] entry = new byte[ID_BYTES];

    SetCursor(Iterator<byte[]> iterator) {
      this.iterator = iterator;
    }

    @Override
    public boolean advance() {
      if (!iterator.hasNext()) {
        return false;
      }
      entry = iterator.next();
      return true;
    }

    @Override
    public byte[] key() {
      return Arrays.copyOf(entry, entry.length - ID_BYTES);
    }

    @Override
    public long rowId() {
      return id(entry);
    }
  }
}
