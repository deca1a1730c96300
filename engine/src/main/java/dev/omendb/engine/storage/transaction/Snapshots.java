package dev.omendb.engine.storage.transaction;

import java.util.concurrent.atomic.AtomicLongArray;

/// The newest commit that is visible, and the snapshots in use: what is dead for the oldest of them
/// is dead for all. Taking a snapshot costs one compare-and-set in a slot of its own.
final class Snapshots {
  private static final int SLOTS = 4096;

  /// Longs in a cache line: slots do not share one.
  private static final int STRIDE = 8;

  /// 0: free; otherwise no snapshot of the holder is older than the value minus one.
  private final AtomicLongArray slots = new AtomicLongArray(SLOTS * STRIDE);

  private volatile int highestSlot;
  private volatile long lastCommitted;

  long lastCommitted() {
    return lastCommitted;
  }

  void publish(long timestamp) {
    lastCommitted = timestamp;
  }

  /// Occupies a slot. [#refresh] then gives the snapshot.
  int acquire() {
    int start = (int) (Thread.currentThread().threadId() & 63);
    for (int i = 0; i < SLOTS; i++) {
      int slot = (start + i) & (SLOTS - 1);
      int index = slot * STRIDE;
      if (slots.get(index) == 0 && slots.compareAndSet(index, 0, lastCommitted + 1)) {
        if (slot > highestSlot) {
          raise(slot);
        }
        return slot;
      }
    }
    throw new IllegalStateException("more than " + SLOTS + " transactions at once");
  }

  private synchronized void raise(int slot) {
    highestSlot = Math.max(highestSlot, slot);
  }

  /// A snapshot of now for the holder of a slot. What the slot protects is read before the
  /// snapshot, so [#oldest] never overtakes it.
  long refresh(int slot) {
    slots.set(slot * STRIDE, lastCommitted + 1);
    return lastCommitted;
  }

  void release(int slot) {
    slots.set(slot * STRIDE, 0);
  }

  /// No snapshot in use or taken later is older.
  long oldest() {
    long oldest = lastCommitted;
    int last = highestSlot;
    for (int slot = 0; slot <= last; slot++) {
      long held = slots.get(slot * STRIDE);
      if (held != 0 && held - 1 < oldest) {
        oldest = held - 1;
      }
    }
    return oldest;
  }
}
