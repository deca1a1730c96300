package dev.omendb.engine.index.vector;

import dev.omendb.kernels.rabitq.FlatCodes;

/// Rows not yet in a part: codes in the order of commits. One writer.
record Tail(FlatCodes codes) {
  int rows() {
    return codes.count();
  }

  /// Copies the ids of all rows; answers how many they are.
  int copyIds(long[] target, int from) {
    int rows = codes.count();
    for (int row = 0; row < rows; row++) {
      target[from + row] = codes.id(row);
    }
    return rows;
  }
}
