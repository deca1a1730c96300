package dev.omendb.sql.function.system;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/// Version 4 UUIDs.
final class RandomUuid {
  private RandomUuid() {}

  static byte[] next(RandomGenerator random) {
    long high = random.nextLong() & ~0xF000L | 0x4000L;
    long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }
}
