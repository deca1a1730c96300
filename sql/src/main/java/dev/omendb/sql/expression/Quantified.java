package dev.omendb.sql.expression;

import dev.omendb.engine.column.LongColumn;

/// Reduces comparison results to ANY or ALL, three-valued.
final class Quantified {
  private Quantified() {}

  /// Appends the reduction of all rows of `comparisons`.
  static void append(LongColumn comparisons, boolean all, LongColumn result) {
    boolean unknown = false;
    for (int i = 0; i < comparisons.size(); i++) {
      if (comparisons.isNull(i)) {
        unknown = true;
      } else if ((comparisons.get(i) != 0) != all) {
        result.append(all ? 0 : 1);
        return;
      }
    }
    if (unknown) {
      result.appendNull();
    } else {
      result.append(all ? 1 : 0);
    }
  }
}
