package dev.omendb.sql.type;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.index.KeyBuffer;

/// A type whose values are longs in a [LongColumn] and sort as longs do.
public abstract class LongType extends PgType {
  private final StorageType storage;
  private final String displayName;

  protected LongType(TypeInfo info, StorageType storage, String displayName) {
    super(info);
    this.storage = storage;
    this.displayName = displayName;
  }

  @Override
  public String displayName(int typmod) {
    return displayName;
  }

  @Override
  public final StorageType storage(int typmod) {
    return storage;
  }

  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    return Long.compare(((LongColumn) a).get(rowA), ((LongColumn) b).get(rowB));
  }

  @Override
  public boolean equal(Column a, int rowA, Column b, int rowB) {
    return ((LongColumn) a).get(rowA) == ((LongColumn) b).get(rowB);
  }

  @Override
  public long hash(Column column, int row) {
    return Hashing.mix(((LongColumn) column).get(row));
  }

  /// Eight bytes, big-endian, sign bit flipped: the same for every integer width, so that keys of
  /// smallint, integer and bigint compare with each other.
  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    into.putLong(((LongColumn) column).get(row) ^ Long.MIN_VALUE);
  }
}
