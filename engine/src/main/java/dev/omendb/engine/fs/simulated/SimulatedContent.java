package dev.omendb.engine.fs.simulated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// A file's bytes as programs see them, and what of them the disk holds for certain. Guarded by the
/// file system's lock.
final class SimulatedContent {
  private static final int SECTOR_BYTES = 512;

  private byte[] bytes = new byte[0];
  private int size;
  private byte[] durable = new byte[0];
  private final List<Change> pending = new ArrayList<>();

  /// Bytes written at a position, or (null) a truncation to that position.
  private record Change(int position, byte @org.jspecify.annotations.Nullable [] data) {}

  int size() {
    return size;
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  int read(int position, byte[] into, int at, int count) {
    int available = Math.min(count, size - position);
    if (available <= 0) {
      return -1;
    }
    System.arraycopy(bytes, position, into, at, available);
    return available;
  }

  void write(int position, byte[] data) {
    pending.add(new Change(position, data));
    grow(position + data.length);
    System.arraycopy(data, 0, bytes, position, data.length);
  }

  void extend(int newSize) {
    if (newSize > size) {
      pending.add(new Change(newSize, new byte[0]));
      grow(newSize);
    }
  }

  void truncate(int newSize) {
    if (newSize < size) {
      pending.add(new Change(newSize, null));
      Arrays.fill(bytes, newSize, size, (byte) 0);
      size = newSize;
    }
  }

  void force() {
    if (!pending.isEmpty()) {
      durable = bytes();
      pending.clear();
    }
  }

  /// What the disk may hold: the certain bytes and some sectors of the uncertain writes.
  SimulatedContent afterCrash(RandomGenerator random) {
    SimulatedContent left = new SimulatedContent();
    left.write(0, durable);
    for (Change change : pending) {
      byte[] data = change.data();
      switch (random.nextInt(3)) {
        case 0 -> {} // lost
        case 1 -> { // whole
          if (data == null) {
            left.truncate(change.position());
          } else {
            left.write(change.position(), data);
          }
        }
        default -> { // torn; a truncation cannot be
          if (data != null) {
            left.writeTorn(change.position(), data, random);
          }
        }
      }
    }
    left.durable = left.bytes();
    left.pending.clear();
    return left;
  }

  private void writeTorn(int position, byte[] data, RandomGenerator random) {
    int end = position + data.length;
    int from = position;
    while (from < end) {
      int to = Math.min(end, (from / SECTOR_BYTES + 1) * SECTOR_BYTES);
      if (random.nextBoolean()) {
        write(from, Arrays.copyOfRange(data, from - position, to - position));
      }
      from = to;
    }
  }

  private void grow(int needed) {
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
    }
    size = Math.max(size, needed);
  }
}
