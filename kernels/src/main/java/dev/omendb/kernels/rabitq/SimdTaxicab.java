package dev.omendb.kernels.rabitq;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The loop over [TaxicabCodes]; for how memory is read and the loop called, see [SimdCodes].
final class SimdTaxicab {
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
  private static final int BYTE_LANES = BYTES.length();
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, BYTES.vectorShape());

  /// Bytes of a code whose differences, two of at most 15 each, fit an unsigned byte when added.
  private static final int STRETCH = 8 * BYTE_LANES;

  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final MethodHandle[] LOOPS = {loop()};

  private SimdTaxicab() {}

  private static MethodHandle loop() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              SimdTaxicab.class,
              "add",
              MethodType.methodType(
                  void.class, long.class, int.class, byte[].class, byte[].class, int[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /// Sets `sums[i]` to the sum of the differences of the levels of a query and code i.
  static void sums(long codes, int count, byte[] below, byte[] above, int[] sums) {
    try {
      LOOPS[0].invokeExact(codes, count, below, above, sums);
    } catch (Throwable e) {
      throw SimdCodes.unexpected(e);
    }
  }

  private static void add(long codes, int count, byte[] below, byte[] above, int[] sums) {
    int bytes = below.length;
    for (int i = 0; i < count; i++) {
      long code = codes + (long) i * bytes;
      IntVector sum = IntVector.zero(INTS);
      for (int start = 0; start < bytes; start += STRETCH) {
        ByteVector some = ByteVector.zero(BYTES);
        int end = Math.min(bytes, start + STRETCH);
        for (int j = start; j < end; j += BYTE_LANES) {
          ByteVector levels = ByteVector.fromMemorySegment(BYTES, MEMORY, code + j, ORDER);
          ByteVector high =
              levels
                  .reinterpretAsShorts()
                  .lanewise(VectorOperators.LSHR, 4)
                  .reinterpretAsBytes()
                  .and((byte) 15);
          some =
              some.add(levels.and((byte) 15).sub(ByteVector.fromArray(BYTES, below, j)).abs())
                  .add(high.sub(ByteVector.fromArray(BYTES, above, j)).abs());
        }
        ShortVector pairs = some.reinterpretAsShorts();
        IntVector both =
            pairs.and((short) 255).add(pairs.lanewise(VectorOperators.LSHR, 8)).reinterpretAsInts();
        sum = sum.add(both.and(0xffff)).add(both.lanewise(VectorOperators.LSHR, 16));
      }
      sums[i] = sum.reduceLanes(VectorOperators.ADD);
    }
  }
}
