package dev.omendb.sql.execute.sort;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;

/// One item of an ORDER BY.
///
/// @param column place in the rows sorted
/// @param type gives the order
public record SortKey(int column, PgType type, boolean descending, boolean nullsFirst) {
  /// PostgreSQL's default: ascending, NULLs last.
  public static SortKey ascending(int column, PgType type) {
    return new SortKey(column, type, false, false);
  }

  /// Order of two values, NULL included.
  public int compare(Column a, int rowA, Column b, int rowB) {
    boolean nullA = a.isNull(rowA);
    boolean nullB = b.isNull(rowB);
    if (nullA || nullB) {
      if (nullA && nullB) {
        return 0;
      }
      return nullA == nullsFirst ? -1 : 1;
    }
    int order = type.compare(a, rowA, b, rowB);
    return descending ? -order : order;
  }
}
