package dev.omendb.engine.index;

import dev.omendb.engine.column.Column;

/// Turns one key column's values into bytes whose unsigned order is the SQL order of the type. The
/// SQL layer supplies one for each btree operator class. Stateless.
public interface KeyEncoder {
  /// Appends the encoding of `column[row]` (not NULL) to `into`. Encodings of one type must be
  /// prefix-free, so that columns can be concatenated.
  void encode(Column column, int row, KeyBuffer into);
}
