package dev.omendb.kernels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Exact conversions between float32 and packed little-endian IEEE 754 half-precision floats.
public final class Half {
  /// The largest finite value.
  public static final float MAX = 65504f;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private Half() {}

  /// Widens one value from two bytes at `offset`.
  public static float get(byte[] source, int offset) {
    return Float.float16ToFloat((short) SHORT.get(source, offset));
  }

  /// Rounds one value to nearest, ties to even, into two bytes at `offset`. Beyond [#MAX] the
  /// result is infinite.
  public static void put(byte[] target, int offset, float value) {
    SHORT.set(target, offset, Float.floatToFloat16(value));
  }

  /// Widens `count` values that start at byte `offset`.
  public static void widen(byte[] source, int offset, float[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = Float.float16ToFloat((short) SHORT.get(source, offset + 2 * i));
    }
  }

  /// Rounds `count` values into `2 * count` bytes from `offset`.
  public static void narrow(float[] source, byte[] target, int offset, int count) {
    for (int i = 0; i < count; i++) {
      SHORT.set(target, offset + 2 * i, Float.floatToFloat16(source[i]));
    }
  }
}
