package dev.omendb.sql.execute.vector;

import dev.omendb.engine.index.VectorIndexReader.RowIdFilter;
import java.util.Arrays;

/// A small set of rows.
///
/// @param members ascending, without duplicates
record FewRows(long[] members) implements RowIdFilter {
  @Override
  public boolean contains(long rowId) {
    return Arrays.binarySearch(members, rowId) >= 0;
  }

  @Override
  public long cardinality() {
    return members.length;
  }
}
