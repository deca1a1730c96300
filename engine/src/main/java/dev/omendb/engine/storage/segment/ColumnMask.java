package dev.omendb.engine.storage.segment;

/// A set of columns in 64 bits. Columns from the 64th on share one bit: a set may say more than was
/// asked, never less, and the same way everywhere.
public final class ColumnMask {
  public static final long ALL = -1L;

  private ColumnMask() {}

  public static long of(int attnum) {
    return 1L << Math.min(attnum - 1, 63);
  }

  public static long of(int[] attnums) {
    long mask = 0;
    for (int attnum : attnums) {
      mask |= of(attnum);
    }
    return mask;
  }
}
