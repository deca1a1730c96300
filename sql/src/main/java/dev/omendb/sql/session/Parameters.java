package dev.omendb.sql.session;

/// The values of a Bind message, still encoded.
///
/// @param bytes the message
/// @param offsets where value i starts
/// @param lengths its length, -1 for NULL
/// @param binary whether value i is in binary format
public record Parameters(byte[] bytes, int[] offsets, int[] lengths, boolean[] binary) {
  public static final Parameters NONE =
      new Parameters(new byte[0], new int[0], new int[0], new boolean[0]);

  public int count() {
    return offsets.length;
  }
}
