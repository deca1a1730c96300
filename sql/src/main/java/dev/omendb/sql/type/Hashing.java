package dev.omendb.sql.type;

/// 64-bit hashes for GROUP BY, DISTINCT and hash joins. Not stored anywhere, so free to change.
public final class Hashing {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private Hashing() {}

  /// Spreads a long's bits (the finaliser of SplitMix64).
  public static long mix(long value) {
    long z = value * MULTIPLIER;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// Equal values, equal hashes: -0.0 as 0.0, every NaN alike.
  public static long ofDouble(double value) {
    return mix(Double.doubleToLongBits(value == 0 ? 0.0 : value));
  }

  public static long ofBytes(byte[] bytes, int from, int length) {
    long hash = length * MULTIPLIER;
    int at = from;
    int end = from + length;
    for (; at + 8 <= end; at += 8) {
      hash = Long.rotateLeft(hash ^ LittleEndian.getLong(bytes, at), 29) * MULTIPLIER;
    }
    long tail = 0;
    for (; at < end; at++) {
      tail = (tail << 8) | (bytes[at] & 0xFF);
    }
    return mix(hash ^ tail);
  }

  /// Combines the hash of a further part.
  public static long combine(long hash, long next) {
    return (Long.rotateLeft(hash, 5) ^ next) * MULTIPLIER;
  }
}
