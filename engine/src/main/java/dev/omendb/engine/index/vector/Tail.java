package dev.omendb.engine.index.vector;

import dev.omendb.kernels.rabitq.FlatCodes;
import java.util.ArrayList;
import java.util.List;

/// Rows not yet in a part: their codes for searches, and where their vectors lie for the part to
/// come. One writer.
final class Tail {
  private final FlatCodes codes;
  private final List<RowGroup> rows = new ArrayList<>();

  Tail(FlatCodes codes) {
    this.codes = codes;
  }

  FlatCodes codes() {
    return codes;
  }

  void add(RowGroup more) {
    rows.add(more);
  }

  /// What the tail was filled from. For the writer, or once the tail is frozen.
  List<RowGroup> rows() {
    return rows;
  }
}
