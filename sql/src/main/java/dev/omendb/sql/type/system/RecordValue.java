package dev.omendb.sql.type.system;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.type.LittleEndian;
import dev.omendb.sql.type.PgType;
import java.util.List;

/// The storage encoding of record values, integers little-endian int32:
///
/// ```
/// number of fields
/// for each field: type oid, length in bytes (-1 for NULL), the value: eight bytes of a long or a
///   double, or the bytes of the type's storage encoding
/// ```
public final class RecordValue {
  private RecordValue() {}

  /// Appends the record of row `row` of some columns.
  public static void append(Column[] fields, List<PgType> types, int row, BytesColumn into) {
    int size = 4;
    for (Column field : fields) {
      size += 8 + Math.max(0, length(field, row));
    }
    int at = into.reserve(size);
    byte[] heap = into.heap();
    LittleEndian.putInt(heap, at, fields.length);
    at += 4;
    for (int i = 0; i < fields.length; i++) {
      int length = length(fields[i], row);
      LittleEndian.putInt(heap, at, types.get(i).oid());
      LittleEndian.putInt(heap, at + 4, length);
      at += 8;
      if (length >= 0) {
        switch (fields[i]) {
          case LongColumn longs -> LittleEndian.putLong(heap, at, longs.get(row));
          case DoubleColumn doubles -> LittleEndian.putDouble(heap, at, doubles.get(row));
          case BytesColumn bytes ->
              System.arraycopy(bytes.heap(), bytes.offset(row), heap, at, length);
        }
        at += length;
      }
    }
  }

  /// Number of fields.
  public static int count(BytesColumn records, int row) {
    return LittleEndian.getInt(records.heap(), records.offset(row));
  }

  /// Type oid of a field, counted from 0.
  public static int typeOid(BytesColumn records, int row, int field) {
    return LittleEndian.getInt(records.heap(), fieldAt(records, row, field));
  }

  /// Appends a field to a column of its type.
  public static void appendField(BytesColumn records, int row, int field, Column into) {
    byte[] heap = records.heap();
    int at = fieldAt(records, row, field);
    int length = LittleEndian.getInt(heap, at + 4);
    if (length < 0) {
      into.appendNull();
      return;
    }
    switch (into) {
      case LongColumn longs -> longs.append(LittleEndian.getLong(heap, at + 8));
      case DoubleColumn doubles -> doubles.append(LittleEndian.getDouble(heap, at + 8));
      case BytesColumn bytes -> bytes.append(heap, at + 8, length);
    }
  }

  private static int fieldAt(BytesColumn records, int row, int field) {
    byte[] heap = records.heap();
    int at = records.offset(row) + 4;
    for (int i = 0; i < field; i++) {
      at += 8 + Math.max(0, LittleEndian.getInt(heap, at + 4));
    }
    return at;
  }

  private static int length(Column field, int row) {
    if (field.isNull(row)) {
      return -1;
    }
    return field instanceof BytesColumn bytes ? bytes.length(row) : 8;
  }
}
