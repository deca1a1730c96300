package dev.omendb.kernels.rabitq;

import dev.omendb.kernels.Metric;
import java.util.Arrays;

/// A fixed pseudo-random rotation of vectors, padded with zeros to a multiple of 64 dimensions.
/// Rotated coordinates all carry about the same share of a vector's length, which is what makes
/// their signs a good code. Distances stay the same.
///
/// Four rounds of random signs and a Hadamard transform. Where the dimension is no power of two,
/// the transform covers the largest power of two from the front in even rounds and up to the end
/// in odd ones, and a sum-and-difference step mixes the two halves after each.
///
/// The signs depend on nothing but round and place, so codes of one dimension always fit together,
/// in every part and every database. Immutable.
public final class Rotation {
  private static final int ROUNDS = 4;
  private static final long SEED = 0x6f6d656e64622e31L;

  private final int dimensions;
  private final int padded;
  private final int block;
  private final float[][] signs;
  private final boolean identity;

  /// What codes of a metric are made of: taxicab distances, which a rotation changes, leave
  /// vectors as they are.
  static Rotation of(Metric metric, int dimensions) {
    return new Rotation(dimensions, metric == Metric.L1);
  }

  public Rotation(int dimensions) {
    this(dimensions, false);
  }

  private Rotation(int dimensions, boolean identity) {
    if (dimensions < 1) {
      throw new IllegalArgumentException("dimensions " + dimensions);
    }
    this.identity = identity;
    this.dimensions = dimensions;
    this.padded = padded(dimensions);
    this.block = Integer.highestOneBit(padded);
    this.signs = new float[ROUNDS][padded];
    for (int round = 0; round < ROUNDS; round++) {
      int first = first(round);
      for (int i = 0; i < padded; i++) {
        boolean transformed = i >= first && i < first + block;
        double scale = (transformed ? 1 / Math.sqrt(block) : 1) * (halved() ? Math.sqrt(0.5) : 1);
        signs[round][i] = (float) (bit(round, i) ? scale : -scale);
      }
    }
  }

  /// The dimension of rotated vectors: the next multiple of 64.
  public static int padded(int dimensions) {
    return (dimensions + 63) & -64;
  }

  public int dimensions() {
    return dimensions;
  }

  public int padded() {
    return padded;
  }

  /// Rotates `dimensions` floats from `source[from]` into `padded` floats from `target[to]`.
  public void rotate(float[] source, int from, float[] target, int to) {
    System.arraycopy(source, from, target, to, dimensions);
    Arrays.fill(target, to + dimensions, to + padded, 0);
    for (int round = 0; round < ROUNDS && !identity; round++) {
      SimdHadamard.scale(target, to, signs[round]);
      SimdHadamard.transform(target, to + first(round), block);
      if (halved()) {
        SimdHadamard.mixHalves(target, to, padded);
      }
    }
  }

  private int first(int round) {
    return (round & 1) == 0 ? 0 : padded - block;
  }

  private boolean halved() {
    return block != padded;
  }

  /// One bit of the splitmix64 sequence.
  private static boolean bit(int round, int i) {
    long z = SEED + 0x9e3779b97f4a7c15L * (((long) round << 32) + i + 1);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return ((z ^ (z >>> 31)) & 1) != 0;
  }
}
