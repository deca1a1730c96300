package dev.omendb.engine.storage.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which transactions see which rows of a segment. Rows become visible in position order, so
/// creation is a list of runs (up to position p: since commit c). Deletion is a timestamp a row, in
/// blocks of 1,024 that exist only where something was deleted, with a pointer to the row's next
/// version and the columns that version changed.
///
/// Written by the applying thread alone, in commit order; read without locks. A reader whose
/// snapshot is older than a deletion may or may not see the timestamp, and either way finds the row
/// visible.
public final class RowVersions {
  /// No next version: the row was deleted.
  public static final long NONE = -1;

  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);

  private static final int BLOCK_BITS = 10;
  private static final int BLOCK_ROWS = 1 << BLOCK_BITS;

  private static final long[] NO_MASKS = new long[0];

  private volatile Runs runs;
  private volatile Block[] blocks = new Block[0];
  private volatile int tombstones;

  /// @param rows rows that every snapshot sees as created
  public RowVersions(int rows) {
    this.runs = new Runs(rows, new int[0], new long[0], 0);
  }

  /// Rows from here on are not yet created for the snapshot.
  public int created(long snapshot) {
    Runs now = runs;
    int last = now.count - 1;
    if (last < 0) {
      return now.oldRows;
    }
    if (now.timestamps[last] <= snapshot) {
      return now.ends[last];
    }
    int low = 0;
    int high = last;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (now.timestamps[middle] <= snapshot) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? now.oldRows : now.ends[low - 1];
  }

  /// Publishes the rows below `end` as created at `timestamp`.
  ///
  /// @param oldest no snapshot is older: runs below it are forgotten when room is needed
  public void create(int end, long timestamp, long oldest) {
    Runs now = runs;
    if (now.count < now.ends.length) {
      now.ends[now.count] = end;
      now.timestamps[now.count] = timestamp;
      runs = new Runs(now.oldRows, now.ends, now.timestamps, now.count + 1);
      return;
    }
    int drop = 0;
    while (drop < now.count && now.timestamps[drop] <= oldest) {
      drop++;
    }
    int kept = now.count - drop;
    int capacity = Math.max(8, kept * 2);
    int[] ends = Arrays.copyOf(Arrays.copyOfRange(now.ends, drop, now.count), capacity);
    long[] timestamps =
        Arrays.copyOf(Arrays.copyOfRange(now.timestamps, drop, now.count), capacity);
    ends[kept] = end;
    timestamps[kept] = timestamp;
    int oldRows = drop == 0 ? now.oldRows : now.ends[drop - 1];
    runs = new Runs(oldRows, ends, timestamps, kept + 1);
  }

  /// Marks a row deleted.
  ///
  /// @param next the row id of its next version, or [#NONE]
  /// @param changed the columns the next version changed, as [ColumnMask] bits
  public void delete(int position, long timestamp, long next, long changed) {
    int index = position >>> BLOCK_BITS;
    Block[] now = blocks;
    if (index >= now.length) {
      now = Arrays.copyOf(now, Math.max(index + 1, now.length * 2));
    }
    Block block = now[index];
    if (block == null) {
      block = new Block();
      now[index] = block;
    }
    int slot = position & (BLOCK_ROWS - 1);
    boolean first = block.deletedAt[slot] == 0;
    block.count += first ? 1 : 0;
    if (next != NONE) {
      if (block.next == null) {
        long[] pointers = new long[BLOCK_ROWS];
        Arrays.fill(pointers, NONE);
        block.changed = new long[BLOCK_ROWS];
        block.next = pointers;
      }
      block.changed[slot] = changed;
      ELEMENT.setRelease(block.next, slot, next);
    }
    block.deletedAt[slot] = timestamp;
    blocks = now;
    if (first) {
      tombstones = tombstones + 1;
    }
  }

  /// Commit that deleted the row, 0 when it lives.
  public long deletedAt(int position) {
    Block block = block(position);
    return block == null ? 0 : block.deletedAt[position & (BLOCK_ROWS - 1)];
  }

  public boolean isDeleted(int position, long snapshot) {
    long deleted = deletedAt(position);
    return deleted != 0 && deleted <= snapshot;
  }

  /// The version that replaced a deleted row, or [#NONE].
  public long next(int position) {
    return next(position, 0);
  }

  /// The version that replaced a deleted row, or [#NONE] too when a column in `mask` changed on the
  /// way there.
  public long next(int position, long mask) {
    Block block = block(position);
    long[] pointers = block == null ? null : block.next;
    if (pointers == null) {
      return NONE;
    }
    int slot = position & (BLOCK_ROWS - 1);
    long next = (long) ELEMENT.getAcquire(pointers, slot);
    return (block.changed[slot] & mask) == 0 ? next : NONE;
  }

  /// Columns changed on the way to [#next].
  public long changed(int position) {
    Block block = block(position);
    return block == null || block.next == null ? 0 : block.changed[position & (BLOCK_ROWS - 1)];
  }

  /// Lets a row point past versions that no snapshot can see any more.
  ///
  /// @param changed columns changed by the links skipped
  public void shortcut(int position, long next, long changed) {
    Block block = block(position);
    long[] pointers = block == null ? null : block.next;
    if (pointers == null) {
      return;
    }
    int slot = position & (BLOCK_ROWS - 1);
    synchronized (block) {
      block.changed[slot] |= changed;
      ELEMENT.setRelease(pointers, slot, next);
    }
  }

  /// True when every row is deleted for all snapshots from `oldest` on.
  public boolean isAllDeleted(long oldest) {
    int rows = created(Long.MAX_VALUE);
    if (tombstones < rows) {
      return false;
    }
    for (int position = 0; position < rows; position++) {
      if (!isDeleted(position, oldest)) {
        return false;
      }
    }
    return true;
  }

  /// Deleted rows, whoever still sees them.
  public int tombstones() {
    return tombstones;
  }

  /// True when no row of the block that holds `position` was ever deleted.
  public boolean untouched(int position) {
    return block(position) == null;
  }

  /// First position of the block after the one that holds `position`.
  public static int nextBlock(int position) {
    return (position | (BLOCK_ROWS - 1)) + 1;
  }

  private @Nullable Block block(int position) {
    Block[] now = blocks;
    int index = position >>> BLOCK_BITS;
    return index < now.length ? now[index] : null;
  }

  private record Runs(int oldRows, int[] ends, long[] timestamps, int count) {}

  /// `changed` is set before `next`, which publishes it.
  private static final class Block {
    final long[] deletedAt = new long[BLOCK_ROWS];
    volatile long @Nullable [] next;
    long[] changed = NO_MASKS;
    int count;
  }
}
