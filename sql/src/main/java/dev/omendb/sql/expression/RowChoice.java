package dev.omendb.sql.expression;

import dev.omendb.engine.column.Column;
import org.jspecify.annotations.Nullable;

/// Puts together a result whose rows come from different columns: CASE, COALESCE. First every row
/// is assigned a place, then [#collect] gathers. Confined to one plan instance.
final class RowChoice {
  private @Nullable Column[] sources = new Column[Column.BATCH_ROWS];
  private int[] places = new int[Column.BATCH_ROWS];

  /// Prepares for `rows` rows, all of them NULL until assigned.
  void reset(int rows) {
    if (places.length < rows) {
      sources = new Column[rows];
      places = new int[rows];
    }
    java.util.Arrays.fill(sources, 0, rows, null);
  }

  /// Row `row` of the result is row `place` of `source`.
  void assign(int row, Column source, int place) {
    sources[row] = source;
    places[row] = place;
  }

  void collect(int rows, Column into) {
    for (int row = 0; row < rows; row++) {
      Column source = sources[row];
      if (source == null) {
        into.appendNull();
      } else {
        into.appendFrom(source, places[row]);
      }
    }
  }
}
