package dev.omendb.engine.index.btree;

import org.jspecify.annotations.Nullable;

/// The newest entries of an ordered index, in memory: a list of leaves in key order behind a
/// directory of the keys that separate them. One writer, any number of readers. Equal keys stay in
/// the order they were added.
///
/// Keys that come in ascending order fill leaves in place; others copy one leaf. Readers see the
/// directory and each leaf as they were at some moment.
public final class KeyTail implements KeyEntries {
  private static final byte[] NO_KEY = new byte[0];

  private volatile TailDirectory directory = TailDirectory.of(TailLeaf.empty(NO_KEY, 0));
  private volatile long size;

  /// Entries.
  public long size() {
    return size;
  }

  /// Bytes of memory, roughly.
  public long bytes() {
    TailDirectory now = directory;
    long bytes = 0;
    for (int i = 0; i < now.count(); i++) {
      bytes += now.leaf(i).bytes();
    }
    return bytes;
  }

  /// Adds an entry. Only one thread at a time.
  public void add(byte[] key, int length, long rowId) {
    TailDirectory now = directory;
    int at = now.leafForInsert(key, length);
    TailLeaf leaf = now.leaf(at);
    if (leaf.tryAppend(key, length, rowId)) {
      size++;
      return;
    }
    int index = leaf.keys().upperBound(key, length, leaf.count());
    if (leaf.count() < TailLeaf.CAPACITY) {
      now.replace(at, leaf.with(index, key, length, rowId));
    } else if (index == leaf.count() && at == now.count() - 1) {
      TailLeaf next = TailLeaf.empty(key, length).with(0, key, length, rowId);
      directory = now.append(key, length, next);
    } else {
      split(now, at, leaf, index, key, length, rowId);
    }
    size++;
  }

  private void split(
      TailDirectory now, int at, TailLeaf leaf, int index, byte[] key, int length, long rowId) {
    int half = TailLeaf.CAPACITY / 2;
    TailLeaf left = leaf.slice(0, half);
    TailLeaf right = leaf.slice(half, TailLeaf.CAPACITY);
    if (index <= half) {
      left = left.with(index, key, length, rowId);
    } else {
      right = right.with(index - half, key, length, rowId);
    }
    directory = now.split(at, left, right.keys().key(0), right);
  }

  @Override
  public void lookup(byte[] key, int length, RowIds into) {
    TailDirectory now = directory;
    int leaves = now.count();
    for (int at = now.leafForLookup(key, length, leaves); at < leaves; at++) {
      TailLeaf leaf = now.leaf(at);
      int count = leaf.count();
      int index = leaf.keys().lowerBound(key, length, count);
      while (index < count) {
        if (!leaf.keys().equals(index, key, length)) {
          return;
        }
        into.add(leaf.rowId(index++));
      }
    }
  }

  @Override
  public Cursor range(byte @Nullable [] from, byte @Nullable [] to, boolean descending) {
    TailDirectory now = directory;
    return descending ? new Descending(now, from, to) : new Ascending(now, from, to);
  }

  /// What both directions share: the current leaf and place.
  private abstract static sealed class LeafCursor implements Cursor {
    final TailDirectory directory;
    final byte @Nullable [] from;
    final byte @Nullable [] to;
    TailLeaf leaf = TailLeaf.empty(NO_KEY, 0);
    int leafIndex;
    int index;
    private byte[] buffer = new byte[32];
    private int keyLength = -1;

    LeafCursor(TailDirectory directory, byte @Nullable [] from, byte @Nullable [] to) {
      this.directory = directory;
      this.from = from;
      this.to = to;
    }

    /// First index of the current leaf that is in the range.
    final int firstIndex() {
      return from == null ? 0 : leaf.keys().lowerBound(from, from.length, leaf.count());
    }

    /// First index of the current leaf, of which `count` are read, that is beyond the range.
    final int endIndex(int count) {
      return to == null ? count : leaf.keys().lowerBound(to, to.length, count);
    }

    final void moved() {
      keyLength = -1;
    }

    @Override
    public byte[] key() {
      if (keyLength < 0) {
        keyLength = leaf.keys().length(index);
        if (keyLength > buffer.length) {
          buffer = new byte[Math.max(keyLength, buffer.length * 2)];
        }
        leaf.keys().copy(index, buffer);
      }
      return buffer;
    }

    @Override
    public int keyLength() {
      return leaf.keys().length(index);
    }

    @Override
    public long rowId() {
      return leaf.rowId(index);
    }
  }

  private static final class Ascending extends LeafCursor {
    private final int leaves;
    private int end;
    private boolean last;

    Ascending(TailDirectory directory, byte @Nullable [] from, byte @Nullable [] to) {
      super(directory, from, to);
      this.leaves = directory.count();
      this.leafIndex = from == null ? 0 : directory.leafForLookup(from, from.length, leaves);
      enter();
      this.index = firstIndex() - 1;
    }

    private void enter() {
      leaf = directory.leaf(leafIndex);
      int count = leaf.count();
      end = endIndex(count);
      last = end < count || leafIndex == leaves - 1;
      index = -1;
    }

    @Override
    public boolean advance() {
      moved();
      while (++index >= end) {
        if (last) {
          index = end;
          return false;
        }
        leafIndex++;
        enter();
      }
      return true;
    }
  }

  private static final class Descending extends LeafCursor {
    private int first;

    Descending(TailDirectory directory, byte @Nullable [] from, byte @Nullable [] to) {
      super(directory, from, to);
      int leaves = directory.count();
      this.leafIndex = to == null ? leaves - 1 : directory.leafForLookup(to, to.length, leaves);
      enter();
    }

    private void enter() {
      leaf = directory.leaf(leafIndex);
      index = endIndex(leaf.count());
      first = firstIndex();
    }

    @Override
    public boolean advance() {
      moved();
      while (--index < first) {
        if (first > 0 || leafIndex == 0) {
          index = first;
          return false;
        }
        leafIndex--;
        enter();
      }
      return true;
    }
  }

  /// True when no entry was added yet.
  public boolean isEmpty() {
    return size == 0;
  }
}
