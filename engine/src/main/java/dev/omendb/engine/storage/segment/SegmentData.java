package dev.omendb.engine.storage.segment;

/// The values of a segment: in memory and growing, or in a file.
public sealed interface SegmentData permits TailData {
  /// Columns of the table when the segment was started; later ones have their missing value.
  int columnCount();

  /// By attnum - 1.
  ColumnSource column(int index);

  /// Bytes of values, encoded as they are here.
  long bytes();
}
