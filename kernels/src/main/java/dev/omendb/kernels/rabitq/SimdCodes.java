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
  private static final int HALF = CodeBlocks.LANES / 2;

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
    loop("round", void.class, QueryCode.class),
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
    loop(
        "estimate",
        void.class,
        long.class,
        int.class,
        QueryCode.class,
        float[].class,
        float[].class),
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

  /// Quantises a rotated query less a centre and cuts it into bit planes, see [QueryCode].
  static void quantise(float[] query, long centre, QueryCode code) {
    try {
      LOOPS[SUBTRACT].invokeExact(query, centre, code);
      code.spread();
      LOOPS[ROUND].invokeExact(code);
      LOOPS[CUT].invokeExact(code.values, code.planes);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static void subtract(float[] query, long centre, QueryCode code) {
    float[] residuals = code.residuals;
    FloatVector squares = FloatVector.zero(FLOATS);
    FloatVector total = squares;
    for (int i = 0; i < query.length; i += FLOAT_LANES) {
      FloatVector residual = FloatVector.fromArray(FLOATS, query, i).sub(load(centre + 4L * i));
      residual.intoArray(residuals, i);
      total = total.add(residual);
      squares = residual.fma(residual, squares);
    }
    code.squaredNorm = squares.reduceLanes(VectorOperators.ADD);
    code.total = total.reduceLanes(VectorOperators.ADD);
  }

  private static void round(QueryCode code) {
    float[] residuals = code.residuals;
    IntVector sum = IntVector.zero(INTS);
    FloatVector lost = FloatVector.zero(FLOATS);
    float scale = code.step > 0 ? 1 / code.step : 0;
    FloatVector scales = FloatVector.broadcast(FLOATS, scale);
    FloatVector bias = FloatVector.broadcast(FLOATS, 0.5f - code.low * scale);
    FloatVector steps = FloatVector.broadcast(FLOATS, code.step);
    for (int i = 0; i < residuals.length; i += FLOAT_LANES) {
      FloatVector residual = FloatVector.fromArray(FLOATS, residuals, i);
      IntVector rounded =
          (IntVector) residual.fma(scales, bias).convert(VectorOperators.F2I, 0);
      IntVector value = rounded.max(0).min(QueryCode.LEVELS);
      FloatVector back = (FloatVector) value.convert(VectorOperators.I2F, 0);
      FloatVector error = residual.sub(back.fma(steps, FloatVector.broadcast(FLOATS, code.low)));
      lost = error.fma(error, lost);
      sum = sum.add(value);
      ((ByteVector) value.convertShape(VectorOperators.I2B, NARROW_BYTES, 0))
          .intoArray(code.values, i);
    }
    code.sum = sum.reduceLanes(VectorOperators.ADD);
    code.squaredError = lost.reduceLanes(VectorOperators.ADD);
  }

  private static void cut(byte[] values, long[] planes) {
    for (int w = 0; w < values.length / 64; w++) {
      long plane0 = 0;
      long plane1 = 0;
      long plane2 = 0;
      for (int i = 0; i < 64; i += BYTE_LANES) {
        ByteVector value = ByteVector.fromArray(BYTES, values, 64 * w + i);
        plane0 |= bit(value, 1) << i;
        plane1 |= bit(value, 2) << i;
        plane2 |= bit(value, 4) << i;
      }
      planes[QueryCode.PLANES * w] = plane0;
      planes[QueryCode.PLANES * w + 1] = plane1;
      planes[QueryCode.PLANES * w + 2] = plane2;
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
    int words = query.planes.length / QueryCode.PLANES;
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

  /// Sets `bounds[16 * block + lane]` for whole blocks; infinite where a lane is empty.
  ///
  /// @param least receives the least of each lane of all blocks
  static void bounds(
      long blocks, int blockCount, QueryCode query, float[] bounds, float[] least) {
    int words = query.planes.length / QueryCode.PLANES;
    float[] products = query.products(blockCount);
    try {
      LOOPS[PRODUCTS].invokeExact(
          blocks, CodeBlocks.LANES * blockCount, words, query.planes, products);
      LOOPS[ESTIMATE].invokeExact(blocks, blockCount, query, bounds, least);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Collects the places of values from `from` to below `to`.
  ///
  /// @param found how many are in `slots` and `bounds` already; both need room for those found
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
  static void centroidBounds(
      long blocks, int lists, QueryCode query, float[] bounds, float[] least) {
    int words = query.planes.length / QueryCode.PLANES;
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
      LOOPS[ESTIMATE].invokeExact(blocks, blockCount, query, bounds, least);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static void addScaled(float[] sums, float[] values, int count, float scale) {
    for (int i = 0; i < count; i++) {
      sums[i] += scale * values[i];
    }
  }

  /// Sets `products[16 * block + lane]` to Σ b_i u_i, in the order of memory. The two halves of a
  /// block share what they read of the query.
  private static void products(
      long blocks, int slotCount, int words, long[] planes, float[] products) {
    long half = CodeBlocks.word(words, HALF, 0);
    for (int slot = 0; slot < slotCount; slot += CodeBlocks.LANES) {
      long block = blocks + slot / CodeBlocks.LANES * CodeBlocks.bytes(words);
      for (int lane = 0; lane < HALF; lane += LONG_LANES) {
        long at = block + CodeBlocks.word(words, lane, 0);
        LongVector a0 = LongVector.zero(LONGS);
        LongVector a1 = a0;
        LongVector a2 = a0;
        LongVector b0 = a0;
        LongVector b1 = a0;
        LongVector b2 = a0;
        for (int w = 0; w < words; w++, at += 64) {
          LongVector a = LongVector.fromMemorySegment(LONGS, MEMORY, at, ORDER);
          LongVector b = LongVector.fromMemorySegment(LONGS, MEMORY, at + half, ORDER);
          LongVector plane = LongVector.broadcast(LONGS, planes[QueryCode.PLANES * w]);
          a0 = a0.add(a.and(plane).lanewise(VectorOperators.BIT_COUNT));
          b0 = b0.add(b.and(plane).lanewise(VectorOperators.BIT_COUNT));
          plane = LongVector.broadcast(LONGS, planes[QueryCode.PLANES * w + 1]);
          a1 = a1.add(a.and(plane).lanewise(VectorOperators.BIT_COUNT));
          b1 = b1.add(b.and(plane).lanewise(VectorOperators.BIT_COUNT));
          plane = LongVector.broadcast(LONGS, planes[QueryCode.PLANES * w + 2]);
          a2 = a2.add(a.and(plane).lanewise(VectorOperators.BIT_COUNT));
          b2 = b2.add(b.and(plane).lanewise(VectorOperators.BIT_COUNT));
        }
        sum(a0, a1, a2).intoArray(products, slot + lane);
        sum(b0, b1, b2).intoArray(products, slot + lane + HALF);
      }
    }
  }

  private static FloatVector sum(LongVector s0, LongVector s1, LongVector s2) {
    LongVector sum =
        s0.add(s1.lanewise(VectorOperators.LSHL, 1)).add(s2.lanewise(VectorOperators.LSHL, 2));
    return (FloatVector) sum.convertShape(VectorOperators.L2F, NARROW, 0);
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
    int words = query.planes.length / QueryCode.PLANES;
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

  private static void estimate(
      long blocks, int blockCount, QueryCode query, float[] bounds, float[] least) {
    int words = query.planes.length / QueryCode.PLANES;
    long blockBytes = CodeBlocks.bytes(words);
    float[] products = query.products(blockCount);
    for (int lane = 0; lane < CodeBlocks.LANES; lane += FLOAT_LANES) {
      long at = blocks + CodeBlocks.add(words, lane);
      FloatVector nearest = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
      for (int i = lane; i < CodeBlocks.LANES * blockCount; i += CodeBlocks.LANES) {
        FloatVector bound = bound(at, FloatVector.fromArray(FLOATS, products, i), query);
        bound.intoArray(bounds, i);
        nearest = nearest.min(bound);
        at += blockBytes;
      }
      nearest.intoArray(least, lane);
    }
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
