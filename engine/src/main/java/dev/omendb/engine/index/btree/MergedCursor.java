package dev.omendb.engine.index.btree;

import java.util.Arrays;
import java.util.List;

/// Several ordered cursors as one. Equal keys come out in the order of the parts (the reverse when
/// descending). Parts are kept sorted by their current key, so parts that do not overlap cost one
/// comparison an entry.
public final class MergedCursor implements KeyEntries.Cursor {
  private final KeyEntries.Cursor[] parts;

  /// Place of each part in the list given, to order equal keys; moves with `parts`.
  private final int[] ranks;

  private final int sign;

  /// Parts from here on have a current entry and are in order.
  private int front;

  private boolean started;

  private MergedCursor(List<KeyEntries.Cursor> parts, boolean descending) {
    this.parts = parts.toArray(new KeyEntries.Cursor[0]);
    this.ranks = new int[this.parts.length];
    this.sign = descending ? -1 : 1;
  }

  /// @param parts all ascending or all descending
  public static KeyEntries.Cursor of(List<KeyEntries.Cursor> parts, boolean descending) {
    return parts.size() == 1 ? parts.getFirst() : new MergedCursor(parts, descending);
  }

  @Override
  public boolean advance() {
    if (!started) {
      start();
    } else if (front < parts.length) {
      if (parts[front].advance()) {
        sink(front);
      } else {
        front++;
      }
    }
    return front < parts.length;
  }

  /// Fills the list from its end: empty parts stay before `front`.
  private void start() {
    started = true;
    KeyEntries.Cursor[] given = parts.clone();
    front = parts.length;
    for (int i = given.length - 1; i >= 0; i--) {
      if (given[i].advance()) {
        front--;
        parts[front] = given[i];
        ranks[front] = i;
        sink(front);
      }
    }
  }

  /// Moves the part at `index` back to where its key belongs.
  private void sink(int index) {
    KeyEntries.Cursor part = parts[index];
    int rank = ranks[index];
    int at = index;
    while (at + 1 < parts.length && isAfter(part, rank, at + 1)) {
      parts[at] = parts[at + 1];
      ranks[at] = ranks[at + 1];
      at++;
    }
    parts[at] = part;
    ranks[at] = rank;
  }

  private boolean isAfter(KeyEntries.Cursor part, int rank, int other) {
    KeyEntries.Cursor next = parts[other];
    int order =
        Arrays.compareUnsigned(
            part.key(), 0, part.keyLength(), next.key(), 0, next.keyLength());
    return sign * (order != 0 ? order : Integer.compare(rank, ranks[other])) > 0;
  }

  @Override
  public byte[] key() {
    return parts[front].key();
  }

  @Override
  public int keyLength() {
    return parts[front].keyLength();
  }

  @Override
  public long rowId() {
    return parts[front].rowId();
  }
}
