package dev.omendb.engine.index;

import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.Column;

/// Computes the keys of one index over rows of its table. Supplied by the SQL layer, which
/// knows types, expressions and predicates. Confined to one thread at a time.
public interface IndexKeys {
  /// Columns that the key, the included columns and the predicate read: a change to any other
  /// column leaves the index as it is.
  int[] attnums();

  /// Points at some rows: one column for each column of the table, in attnum order. The following
  /// calls refer to them.
  void bind(Batch rows);

  /// False when the index is partial and leaves this row out.
  boolean includes(int row);

  /// True when some key column is NULL.
  boolean hasNull(int row);

  /// Appends the whole key in its order-preserving encoding.
  void encode(int row, KeyBuffer into);

  /// The values of a key column for those of the rows bound that the index includes, in order;
  /// valid until the next call of [#bind].
  Column key(int index);

  /// The key as PostgreSQL's error details show it: `(a, b)=(1, x)`.
  String describe(int row);
}
