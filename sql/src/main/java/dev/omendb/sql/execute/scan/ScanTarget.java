package dev.omendb.sql.execute.scan;

import dev.omendb.sql.execute.RowLayout;
import java.util.List;

/// The table a scan reads and the columns it returns.
///
/// @param name as EXPLAIN says it: `items`, or `items i` with an alias
/// @param attnums columns in output order: 1-based attribute numbers, or one of the constants here
/// @param layout their types
public record ScanTarget(long tableOid, String name, List<Integer> attnums, RowLayout layout) {
  /// The row's id as the storage engine knows it: a bigint for UPDATE, DELETE and locking.
  public static final int ROW_ID = 0;

  /// `ctid`, as PostgreSQL numbers it.
  public static final int CTID = -1;

  /// `tableoid`.
  public static final int TABLE_OID = -6;

  public ScanTarget {
    attnums = List.copyOf(attnums);
    if (attnums.size() != layout.width()) {
      throw new IllegalArgumentException(
          "%d columns, %d types".formatted(attnums.size(), layout.width()));
    }
  }
}
