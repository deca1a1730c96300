package dev.omendb.kernels.rabitq;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The loops over codes. Memory is read by absolute address through one segment over all of it, so
/// that each call site sees one segment class; callers keep it mapped.
final class SimdCodes {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, FLOATS.vectorShape());
  private static final int FLOAT_LANES = FLOATS.length();
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final int LONG_LANES = LONGS.length();

  /// As many floats as a vector has longs.
  private static final VectorSpecies<Float> NARROW =
      VectorSpecies.of(float.class, VectorShape.forBitSize(32 * LONG_LANES));

  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, FLOATS.vectorShape());
  private static final int BYTE_LANES = BYTES.length();

  /// As many bytes as a vector has floats; 64 bits are the least a vector has.
  private static final VectorSpecies<Byte> NARROW_BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, 8 * FLOAT_LANES)));

  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  /// The loops as method handles. C2 stops inlining in a method that has grown to 18,000 nodes,
  /// some 40 vector operations, and from there on vectors are objects: a search with all loops
  /// inlined ran five times slower. A handle from an array is no constant to C2, so each loop
  /// stays a compilation of its own.
  private static final MethodHandle[] LOOPS = {
    loop("subtract", void.class, float[].class, long.class, QueryCode.class),
    loop("round", int.class, float[].class, float.class, float.class, byte[].class),
    loop("cut", void.class, byte[].class, long[].class),
    loop(
        "products", void.class, long.class, int.class, int.class, long[].class, float[].class),
    loop(
        "collect",
        int.class,
        long.class,
        int.class,
        QueryCode.class,
        float.class,
        int[].class,
        float[].class,
        int.class),
    loop("estimate", float.class, long.class, int.class, QueryCode.class, float[].class),
    loop(
        "select",
        int.class,
        float[].class,
        int.class,
        float.class,
        float.class,
        int[].class,
        float[].class,
        int.class)
  };

  private static final int SUBTRACT = 0;
  private static final int ROUND = 1;
  private static final int CUT = 2;
  private static final int PRODUCTS = 3;
  private static final int COLLECT = 4;
  private static final int ESTIMATE = 5;
  private static final int SELECT = 6;

  private SimdCodes() {}

  private static MethodHandle loop(String name, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .findStatic(SimdCodes.class, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static RuntimeException unexpected(Throwable e) {
    return switch (e) {
      case RuntimeException known -> known;
      case Error error -> throw error;
      default -> new IllegalStateException(e);
    };
  }

  static void encode(
      float[] rotated, int from, float[] centre, int centreFrom, float[] mean, Code code) {
    FloatVector squares = FloatVector.zero(FLOATS);
    FloatVector magnitudes = squares;
    FloatVector offsets = squares;
    int ones = 0;
    for (int w = 0; w < code.words.length; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += FLOAT_LANES) {
        int j = 64 * w + i;
        FloatVector middle = FloatVector.fromArray(FLOATS, centre, centreFrom + j);
        FloatVector residual = FloatVector.fromArray(FLOATS, rotated, from + j).sub(middle);
        residual.intoArray(code.residuals, j);
        FloatVector offset = middle.sub(FloatVector.fromArray(FLOATS, mean, j));
        VectorMask<Float> positive = residual.compare(VectorOperators.GT, 0f);
        offsets = offsets.add(offset.neg().blend(offset, positive));
        squares = residual.fma(residual, squares);
        magnitudes = magnitudes.add(residual.abs());
        word |= positive.toLong() << i;
      }
      code.words[w] = word;
      ones += Long.bitCount(word);
    }
    float square = squares.reduceLanes(VectorOperators.ADD);
    float magnitude = magnitudes.reduceLanes(VectorOperators.ADD);
    code.factor = magnitude > 0 ? square / magnitude : 0;
    code.add = square + 2 * code.factor * offsets.reduceLanes(VectorOperators.ADD);
    code.ones = ones;
  }

  /// Quantises a rotated query less a centre to 4 bits a dimension and cuts it into bit planes.
  static void quantise(float[] query, long centre, QueryCode code) {
    try {
      LOOPS[SUBTRACT].invokeExact(query, centre, code);
      code.step = (code.high - code.low) / 15;
      float scale = code.step > 0 ? 1 / code.step : 0;
      code.sum = (int) LOOPS[ROUND].invokeExact(code.residuals, code.low, scale, code.values);
      LOOPS[CUT].invokeExact(code.values, code.planes);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static void subtract(float[] query, long centre, QueryCode code) {
    float[] residuals = code.residuals;
    FloatVector low = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
    FloatVector high = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector squares = FloatVector.zero(FLOATS);
    FloatVector total = squares;
    for (int i = 0; i < query.length; i += FLOAT_LANES) {
      FloatVector residual = FloatVector.fromArray(FLOATS, query, i).sub(load(centre + 4L * i));
      residual.intoArray(residuals, i);
      low = low.min(residual);
      high = high.max(residual);
      total = total.add(residual);
      squares = residual.fma(residual, squares);
    }
    code.low = low.reduceLanes(VectorOperators.MIN);
    code.high = high.reduceLanes(VectorOperators.MAX);
    code.squaredNorm = squares.reduceLanes(VectorOperators.ADD);
    code.total = total.reduceLanes(VectorOperators.ADD);
  }

  /// Answers the sum of the quantised values.
  private static int round(float[] residuals, float low, float scale, byte[] values) {
    IntVector sum = IntVector.zero(INTS);
    FloatVector scales = FloatVector.broadcast(FLOATS, scale);
    FloatVector bias = FloatVector.broadcast(FLOATS, 0.5f - low * scale);
    for (int i = 0; i < residuals.length; i += FLOAT_LANES) {
      FloatVector scaled = FloatVector.fromArray(FLOATS, residuals, i).fma(scales, bias);
      IntVector value = (IntVector) scaled.convert(VectorOperators.F2I, 0);
      sum = sum.add(value);
      ((ByteVector) value.convertShape(VectorOperators.I2B, NARROW_BYTES, 0)).intoArray(values, i);
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }

  private static void cut(byte[] values, long[] planes) {
    for (int w = 0; w < values.length / 64; w++) {
      long plane0 = 0;
      long plane1 = 0;
      long plane2 = 0;
      long plane3 = 0;
      for (int i = 0; i < 64; i += BYTE_LANES) {
        ByteVector value = ByteVector.fromArray(BYTES, values, 64 * w + i);
        plane0 |= bit(value, 1) << i;
        plane1 |= bit(value, 2) << i;
        plane2 |= bit(value, 4) << i;
        plane3 |= bit(value, 8) << i;
      }
      planes[4 * w] = plane0;
      planes[4 * w + 1] = plane1;
      planes[4 * w + 2] = plane2;
      planes[4 * w + 3] = plane3;
    }
  }

  private static long bit(ByteVector value, int bit) {
    return value.and((byte) bit).compare(VectorOperators.NE, (byte) 0).toLong();
  }

  /// Scans whole blocks and collects the vectors whose bound is below a threshold.
  ///
  /// @param blocks address of the first block
  /// @param found how many are in `slots` and `bounds` already; both need room for 16 more a block
  /// @param slots receives 16 * block + lane
  /// @return how many are in there now
  static int scan(
      long blocks,
      int blockCount,
      QueryCode query,
      float threshold,
      int[] slots,
      float[] bounds,
      int found) {
    int words = query.planes.length / 4;
    float[] products = query.products(blockCount);
    try {
      LOOPS[PRODUCTS].invokeExact(
          blocks, CodeBlocks.LANES * blockCount, words, query.planes, products);
      return (int)
          LOOPS[COLLECT].invokeExact(blocks, blockCount, query, threshold, slots, bounds, found);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Sets `bounds[16 * block + lane]` for whole blocks; infinite where a lane is empty. Answers the
  /// least.
  static float bounds(long blocks, int blockCount, QueryCode query, float[] bounds) {
    int words = query.planes.length / 4;
    float[] products = query.products(blockCount);
    try {
      LOOPS[PRODUCTS].invokeExact(
          blocks, CodeBlocks.LANES * blockCount, words, query.planes, products);
      return (float) LOOPS[ESTIMATE].invokeExact(blocks, blockCount, query, bounds);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Collects the places of values from `from` to below `to`.
  ///
  /// @param found how many are in `slots` and `bounds` already; both need room for 16 more than
  ///     there are
  /// @return how many are in there now
  static int between(
      float[] values, int count, float from, float to, int[] slots, float[] bounds, int found) {
    try {
      return (int) LOOPS[SELECT].invokeExact(values, count, from, to, slots, bounds, found);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Estimates the distances of all centroids as [#bounds] does for rows, see [CentroidCodes].
  ///
  /// @param blocks address of the first block of the first plane
  static float centroidBounds(long blocks, int lists, QueryCode query, float[] bounds) {
    int words = query.planes.length / 4;
    int blockCount = CentroidCodes.blocks(lists);
    int slotCount = CodeBlocks.LANES * blockCount;
    float[] sums = query.products(blockCount);
    try {
      LOOPS[PRODUCTS].invokeExact(blocks, slotCount, words, query.planes, sums);
      for (int plane = 1; plane < CentroidCodes.PLANES; plane++) {
        float[] products = query.planeProducts(blockCount);
        long at = blocks + plane * CentroidCodes.planeBytes(lists, words);
        LOOPS[PRODUCTS].invokeExact(at, slotCount, words, query.planes, products);
        addScaled(sums, products, slotCount, 1 << plane);
      }
      return (float) LOOPS[ESTIMATE].invokeExact(blocks, blockCount, query, bounds);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static void addScaled(float[] sums, float[] values, int count, float scale) {
    for (int i = 0; i < count; i++) {
      sums[i] += scale * values[i];
    }
  }

  /// Sets `products[16 * block + lane]` to Σ b_i u_i, in the order of memory.
  private static void products(
      long blocks, int slotCount, int words, long[] planes, float[] products) {
    for (int slot = 0; slot < slotCount; slot += LONG_LANES) {
      long at =
          blocks
              + slot / CodeBlocks.LANES * CodeBlocks.bytes(words)
              + CodeBlocks.word(words, slot % CodeBlocks.LANES, 0);
      LongVector s0 = LongVector.zero(LONGS);
      LongVector s1 = s0;
      LongVector s2 = s0;
      LongVector s3 = s0;
      for (int w = 0; w < words; w++) {
        LongVector bits = LongVector.fromMemorySegment(LONGS, MEMORY, at + 64L * w, ORDER);
        s0 = s0.add(count(bits, planes[4 * w]));
        s1 = s1.add(count(bits, planes[4 * w + 1]));
        s2 = s2.add(count(bits, planes[4 * w + 2]));
        s3 = s3.add(count(bits, planes[4 * w + 3]));
      }
      LongVector sum =
          s0.add(s1.lanewise(VectorOperators.LSHL, 1))
              .add(s2.lanewise(VectorOperators.LSHL, 2))
              .add(s3.lanewise(VectorOperators.LSHL, 3));
      ((FloatVector) sum.convertShape(VectorOperators.L2F, NARROW, 0))
          .intoArray(products, slot);
    }
  }

  private static LongVector count(LongVector bits, long plane) {
    return bits.and(LongVector.broadcast(LONGS, plane)).lanewise(VectorOperators.BIT_COUNT);
  }

  private static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(FLOATS, MEMORY, address, ORDER);
  }

  private static int collect(
      long blocks,
      int blockCount,
      QueryCode query,
      float threshold,
      int[] slots,
      float[] bounds,
      int found) {
    int words = query.planes.length / 4;
    long blockBytes = CodeBlocks.bytes(words);
    long factors = blocks + CodeBlocks.add(words, 0);
    float[] products = query.products(blockCount);
    for (int i = 0; i < CodeBlocks.LANES * blockCount; i += FLOAT_LANES) {
      long at = factors + i / CodeBlocks.LANES * blockBytes + 4L * (i % CodeBlocks.LANES);
      FloatVector bound = bound(at, FloatVector.fromArray(FLOATS, products, i), query);
      long bits = bound.compare(VectorOperators.LT, threshold).toLong();
      if (bits != 0) {
        bound.intoArray(bounds, found);
        int start = found;
        do {
          int place = Long.numberOfTrailingZeros(bits);
          bounds[found] = bounds[start + place];
          slots[found++] = i + place;
          bits &= bits - 1;
        } while (bits != 0);
      }
    }
    return found;
  }

  /// @param at address of the `add` of the first lane
  private static FloatVector bound(long at, FloatVector products, QueryCode query) {
    FloatVector perOne = FloatVector.broadcast(FLOATS, query.perOne);
    FloatVector perFactor = FloatVector.broadcast(FLOATS, query.perFactor);
    FloatVector perProduct = FloatVector.broadcast(FLOATS, query.perProduct);
    FloatVector inner = products.fma(perProduct, load(at + 128).fma(perOne, perFactor));
    return inner.fma(load(at + 64), load(at).add(query.base));
  }

  private static float estimate(
      long blocks, int blockCount, QueryCode query, float[] bounds) {
    int words = query.planes.length / 4;
    long blockBytes = CodeBlocks.bytes(words);
    long factors = blocks + CodeBlocks.add(words, 0);
    float[] products = query.products(blockCount);
    FloatVector least = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
    for (int i = 0; i < CodeBlocks.LANES * blockCount; i += FLOAT_LANES) {
      long at = factors + i / CodeBlocks.LANES * blockBytes + 4L * (i % CodeBlocks.LANES);
      FloatVector bound = bound(at, FloatVector.fromArray(FLOATS, products, i), query);
      bound.intoArray(bounds, i);
      least = least.min(bound);
    }
    return least.reduceLanes(VectorOperators.MIN);
  }

  private static int select(
      float[] values, int count, float from, float to, int[] slots, float[] bounds, int found) {
    for (int i = 0; i < count; i += FLOAT_LANES) {
      FloatVector value = FloatVector.fromArray(FLOATS, values, i);
      long bits =
          value.compare(VectorOperators.LT, to).toLong()
              & ~value.compare(VectorOperators.LT, from).toLong();
      while (bits != 0) {
        int place = i + Long.numberOfTrailingZeros(bits);
        bounds[found] = values[place];
        slots[found++] = place;
        bits &= bits - 1;
      }
    }
    return found;
  }
}
