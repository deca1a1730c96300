package dev.omendb.engine.storage.segment;

import dev.omendb.engine.column.StorageType;
import java.util.List;

/// The values of a segment: in memory and growing, or in a file.
public sealed interface SegmentData permits TailData, StoredData {
  /// Columns of the table when the segment was started; later ones have their missing value.
  int columnCount();

  /// The columns' types in attnum order.
  List<StorageType> types();

  /// By attnum - 1.
  ColumnSource column(int index);

  /// Bytes of values, encoded as they are here.
  long bytes();
}
