package dev.omendb.sql.execute.window;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;

/// first_value, last_value and nth_value: one row of the frame.
enum FramedValue {
  FIRST_VALUE,
  LAST_VALUE,
  NTH_VALUE;

  /// Appends one result for each row of the partition.
  ///
  /// @param arguments over all sorted rows
  void compute(Partition partition, FrameBounds bounds, Column[] arguments, Column into) {
    for (int row = 0; row < partition.size(); row++) {
      int at =
          switch (this) {
            case FIRST_VALUE -> forward(partition, bounds, row, 1);
            case LAST_VALUE -> backward(partition, bounds, row);
            case NTH_VALUE -> nth(partition, bounds, row, arguments[1]);
          };
      if (at < 0) {
        into.appendNull();
      } else {
        into.appendFrom(arguments[0], partition.first() + at);
      }
    }
  }

  private static int nth(Partition partition, FrameBounds bounds, int row, Column counts) {
    int at = partition.first() + row;
    if (counts.isNull(at)) {
      return -1;
    }
    long n = ((LongColumn) counts).get(at);
    if (n <= 0) {
      throw new DatabaseException(
          SqlState.INVALID_ARGUMENT_FOR_NTH_VALUE,
          "argument of nth_value must be greater than zero");
    }
    return forward(partition, bounds, row, n);
  }

  private static int forward(Partition partition, FrameBounds bounds, int row, long n) {
    long left = n;
    for (int at = bounds.start(row); at < bounds.end(row); at++) {
      if (!bounds.excludes(partition, row, at) && --left == 0) {
        return at;
      }
    }
    return -1;
  }

  private static int backward(Partition partition, FrameBounds bounds, int row) {
    for (int at = bounds.end(row) - 1; at >= bounds.start(row); at--) {
      if (!bounds.excludes(partition, row, at)) {
        return at;
      }
    }
    return -1;
  }
}
