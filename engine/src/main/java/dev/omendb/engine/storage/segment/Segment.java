package dev.omendb.engine.storage.segment;

/// One segment of a table: its values and its rows' versions. Shared; grown by the applying thread.
public final class Segment {
  /// Rows after which a segment is full: positions stay small and sealing stays short.
  public static final int MAX_ROWS = 1 << 18;

  /// Bytes of values after which a segment is full.
  public static final long MAX_BYTES = 128L << 20;

  private final int number;
  private final Object identity = new Object();
  private final RowVersions versions;
  private volatile SegmentData data;

  public Segment(int number, SegmentData data, RowVersions versions) {
    this.number = number;
    this.data = data;
    this.versions = versions;
  }

  public int number() {
    return number;
  }

  /// Stands for the values wherever they are kept, without keeping them in memory: a position's
  /// never change.
  public Object identity() {
    return identity;
  }

  public SegmentData data() {
    return data;
  }

  public RowVersions versions() {
    return versions;
  }

  /// Exchanges the values for the same ones in another place: a tail for its file.
  public void replaceData(SegmentData same) {
    data = same;
  }

  public static long rowId(int segmentNumber, int position) {
    return (long) segmentNumber << 32 | position;
  }

  public static int segmentNumber(long rowId) {
    return (int) (rowId >>> 32);
  }

  public static int position(long rowId) {
    return (int) rowId;
  }
}
