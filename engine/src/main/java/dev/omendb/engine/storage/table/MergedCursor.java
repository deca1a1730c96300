package dev.omendb.engine.storage.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Several ordered cursors as one. The parts of an index are few, so the next entry is found by
/// looking at each.
final class MergedCursor implements KeyEntries.Cursor {
  private final List<KeyEntries.Cursor> waiting;
  private final List<KeyEntries.Cursor> live = new ArrayList<>();
  private final List<byte[]> heads = new ArrayList<>();
  private final int sign;
  private int current = -1;
  private boolean started;

  MergedCursor(List<KeyEntries.Cursor> parts, boolean descending) {
    this.waiting = parts;
    this.sign = descending ? -1 : 1;
  }

  @Override
  public boolean advance() {
    if (!started) {
      started = true;
      for (KeyEntries.Cursor part : waiting) {
        if (part.advance()) {
          live.add(part);
          heads.add(part.key());
        }
      }
    } else if (current >= 0) {
      if (live.get(current).advance()) {
        heads.set(current, live.get(current).key());
      } else {
        live.remove(current);
        heads.remove(current);
      }
    }
    current = live.isEmpty() ? -1 : 0;
    for (int i = 1; i < live.size(); i++) {
      if (sign * Arrays.compareUnsigned(heads.get(i), heads.get(current)) < 0) {
        current = i;
      }
    }
    return current >= 0;
  }

  @Override
  public byte[] key() {
    return heads.get(current);
  }

  @Override
  public long rowId() {
    return live.get(current).rowId();
  }
}
