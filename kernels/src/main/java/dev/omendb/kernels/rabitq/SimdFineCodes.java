package dev.omendb.kernels.rabitq;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The loops over second codes, see [FineCodes] and, for how memory is read, [SimdCodes].
final class SimdFineCodes {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, FLOATS.vectorShape());
  private static final int FLOAT_LANES = FLOATS.length();

  /// As many bytes as a vector has floats; 64 bits are the least a vector has.
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, 8 * FLOAT_LANES)));

  private static final int LINE_BYTES = 64;

  /// Bytes that may be touched beyond a code's end.
  static final int SLACK = 8;

  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  /// From an array, so that it is no constant to C2: see [SimdCodes].
  private static final MethodHandle[] LOOPS = {loop()};

  private SimdFineCodes() {}

  private static MethodHandle loop() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              SimdFineCodes.class,
              "products",
              MethodType.methodType(
                  void.class, long[].class, int.class, float[].class, float[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /// Encodes what [SimdCodes#encode] has left in `code.residuals`.
  static void encode(float[] centre, int centreFrom, float[] mean, Code code) {
    float[] residuals = code.residuals;
    FloatVector squares = FloatVector.zero(FLOATS);
    FloatVector greatest = squares;
    for (int i = 0; i < residuals.length; i += FLOAT_LANES) {
      FloatVector residual = FloatVector.fromArray(FLOATS, residuals, i);
      squares = residual.fma(residual, squares);
      greatest = greatest.max(residual.abs());
    }
    float most = greatest.reduceLanes(VectorOperators.MAX);
    float scale = most > 0 ? FineCodes.MIDDLE / most : 0;
    FloatVector inner = FloatVector.zero(FLOATS);
    FloatVector offset = inner;
    for (int i = 0; i < residuals.length; i += FineCodes.GROUP) {
      for (int j = i; j < i + FineCodes.GROUP / 2; j += FLOAT_LANES) {
        IntVector below = levels(residuals, j, scale);
        IntVector above = levels(residuals, j + FineCodes.GROUP / 2, scale);
        FloatVector first = values(below);
        FloatVector second = values(above);
        inner = first.fma(FloatVector.fromArray(FLOATS, residuals, j), inner);
        inner =
            second.fma(FloatVector.fromArray(FLOATS, residuals, j + FineCodes.GROUP / 2), inner);
        offset = first.fma(offset(centre, centreFrom, mean, j), offset);
        offset = second.fma(offset(centre, centreFrom, mean, j + FineCodes.GROUP / 2), offset);
        IntVector both = below.or(above.lanewise(VectorOperators.LSHL, 4));
        ((ByteVector) both.convertShape(VectorOperators.I2B, BYTES, 0))
            .intoArray(code.levels, i / 2 + j - i);
      }
    }
    float square = squares.reduceLanes(VectorOperators.ADD);
    float product = inner.reduceLanes(VectorOperators.ADD);
    code.fineFactor = product > 0 ? square / product : 0;
    code.fineAdd = square + 2 * code.fineFactor * offset.reduceLanes(VectorOperators.ADD);
  }

  private static IntVector levels(float[] residuals, int at, float scale) {
    FloatVector scaled =
        FloatVector.fromArray(FLOATS, residuals, at).mul(scale).add(FineCodes.MIDDLE + 0.5f);
    return ((IntVector) scaled.convert(VectorOperators.F2I, 0)).max(0).min(FineCodes.LEVELS);
  }

  private static FloatVector values(IntVector levels) {
    return ((FloatVector) levels.convert(VectorOperators.I2F, 0)).sub(FineCodes.MIDDLE);
  }

  private static FloatVector offset(float[] centre, int centreFrom, float[] mean, int at) {
    return FloatVector.fromArray(FLOATS, centre, centreFrom + at)
        .sub(FloatVector.fromArray(FLOATS, mean, at));
  }

  /// Estimates squared distances.
  ///
  /// @param codes addresses of second codes
  /// @param bases the squared distance of each code's centre
  /// @param epsilon standard errors that the bounds lie below the estimates
  static void bounds(
      QueryCode query, long[] codes, float[] bases, int count, float epsilon, float[] bounds) {
    query.touched = touch(codes, count, FineCodes.bytes(query.residuals.length));
    try {
      LOOPS[0].invokeExact(codes, count, query.residuals, bounds);
    } catch (Throwable e) {
      throw SimdCodes.unexpected(e);
    }
    float middle = FineCodes.MIDDLE * query.total;
    for (int i = 0; i < count; i++) {
      float add = MEMORY.get(CodeBlocks.FLOAT, codes[i]);
      float factor = MEMORY.get(CodeBlocks.FLOAT, codes[i] + 4);
      float error = FineCodes.error(bases[i]);
      bounds[i] = bases[i] + add - 2 * factor * (bounds[i] - middle) - epsilon * factor * error;
    }
  }

  /// Reads a byte of each cache line of all codes, so that they are on their way together before
  /// the first is looked at. Answers what it read, which keeps the reads from being left out.
  private static int touch(long[] codes, int count, long bytes) {
    int touched = 0;
    for (int i = 0; i < count; i++) {
      for (long at = 0; at < bytes; at += LINE_BYTES) {
        touched |= MEMORY.get(ValueLayout.JAVA_BYTE, codes[i] + at);
      }
    }
    return touched;
  }

  /// Sets `products[i]` to Σ n_j q_j of a code and the query.
  private static void products(long[] codes, int count, float[] query, float[] products) {
    for (int i = 0; i < count; i++) {
      long at = codes[i] + FineCodes.HEADER_BYTES;
      FloatVector first = FloatVector.zero(FLOATS);
      FloatVector second = first;
      for (int j = 0; j < query.length; j += FineCodes.GROUP, at += FineCodes.GROUP / 2) {
        for (int l = 0; l < FineCodes.GROUP / 2; l += FLOAT_LANES) {
          IntVector both =
              (IntVector)
                  ByteVector.fromMemorySegment(BYTES, MEMORY, at + l, ORDER)
                      .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
          FloatVector below =
              (FloatVector) both.and(FineCodes.LEVELS).convert(VectorOperators.I2F, 0);
          FloatVector above =
              (FloatVector)
                  both.lanewise(VectorOperators.LSHR, 4).convert(VectorOperators.I2F, 0);
          first = below.fma(FloatVector.fromArray(FLOATS, query, j + l), first);
          second =
              above.fma(FloatVector.fromArray(FLOATS, query, j + l + FineCodes.GROUP / 2), second);
        }
      }
      products[i] = first.add(second).reduceLanes(VectorOperators.ADD);
    }
  }
}
