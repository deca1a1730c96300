package dev.omendb.engine.storage.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A 64-bit hash of a key. Good enough that two keys of running transactions never meet in
/// practice; where they do, one only waits for the other without need.
final class KeyHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final long FINISH = 0xD6E8FEB86659FD93L;

  private KeyHash() {}

  static long of(byte[] key, int length) {
    long hash = length * FACTOR;
    int at = 0;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      hash = mix(hash ^ (long) LONG.get(key, at));
    }
    long rest = 0;
    for (int shift = 0; at < length; at++, shift += 8) {
      rest |= (key[at] & 0xffL) << shift;
    }
    return mix(hash ^ rest);
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 32) * FINISH;
    return (mixed ^ mixed >>> 29) * FACTOR ^ mixed >>> 32;
  }
}
