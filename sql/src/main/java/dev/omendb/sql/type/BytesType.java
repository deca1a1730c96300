package dev.omendb.sql.type;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.index.KeyBuffer;
import java.util.Arrays;

/// A type whose values are bytes in a [BytesColumn]; sorts them bytewise unless overridden.
public abstract class BytesType extends PgType {
  private final String displayName;

  protected BytesType(TypeInfo info, String displayName) {
    super(info);
    this.displayName = displayName;
  }

  @Override
  public String displayName(int typmod) {
    return displayName;
  }

  @Override
  public StorageType storage(int typmod) {
    return StorageType.VARIABLE;
  }

  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    BytesColumn left = (BytesColumn) a;
    BytesColumn right = (BytesColumn) b;
    int fromA = left.offset(rowA);
    int fromB = right.offset(rowB);
    return Arrays.compareUnsigned(
        left.heap(),
        fromA,
        fromA + left.length(rowA),
        right.heap(),
        fromB,
        fromB + right.length(rowB));
  }

  @Override
  public boolean equal(Column a, int rowA, Column b, int rowB) {
    BytesColumn left = (BytesColumn) a;
    BytesColumn right = (BytesColumn) b;
    int length = left.length(rowA);
    int fromA = left.offset(rowA);
    int fromB = right.offset(rowB);
    return length == right.length(rowB)
        && Arrays.equals(left.heap(), fromA, fromA + length, right.heap(), fromB, fromB + length);
  }

  @Override
  public long hash(Column column, int row) {
    BytesColumn bytes = (BytesColumn) column;
    return Hashing.ofBytes(bytes.heap(), bytes.offset(row), bytes.length(row));
  }

  /// The bytes with 0x00 written as 0x00 0xFF, ended by 0x00 0x00.
  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    BytesColumn bytes = (BytesColumn) column;
    encodeEscaped(bytes.heap(), bytes.offset(row), bytes.length(row), into);
  }

  protected static void encodeEscaped(byte[] heap, int from, int length, KeyBuffer into) {
    int start = from;
    int end = from + length;
    for (int i = from; i < end; i++) {
      if (heap[i] == 0) {
        into.putBytes(heap, start, i + 1 - start);
        into.putByte(0xFF);
        start = i + 1;
      }
    }
    into.putBytes(heap, start, end - start);
    into.putByte(0);
    into.putByte(0);
  }
}
