package dev.omendb.sql.type.system;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.type.LittleEndian;
import dev.omendb.sql.type.PgType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The storage encoding of record values, integers little-endian int32:
///
/// ```
/// number of fields, plus 2^30 when names follow
/// for each field: type oid, length in bytes (-1 for NULL), the value: eight bytes of a long or a
///   double, or the bytes of the type's storage encoding
/// if names follow, for each field: length in bytes, the name in UTF-8
/// ```
public final class RecordValue {
  private static final int NAMED = 1 << 30;

  private RecordValue() {}

  /// Appends the record of row `row` of some columns, without names.
  public static void append(Column[] fields, List<PgType> types, int row, BytesColumn into) {
    append(fields, types, List.of(), row, into);
  }

  /// Appends the record of row `row` of some columns.
  ///
  /// @param names of the fields; empty when they have none
  public static void append(
      Column[] fields, List<PgType> types, List<String> names, int row, BytesColumn into) {
    byte[][] encoded = new byte[names.size()][];
    int size = 4;
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = names.get(i).getBytes(StandardCharsets.UTF_8);
      size += 4 + encoded[i].length;
    }
    for (Column field : fields) {
      size += 8 + Math.max(0, length(field, row));
    }
    int at = into.reserve(size);
    byte[] heap = into.heap();
    LittleEndian.putInt(heap, at, names.isEmpty() ? fields.length : fields.length | NAMED);
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
    for (byte[] name : encoded) {
      LittleEndian.putInt(heap, at, name.length);
      System.arraycopy(name, 0, heap, at + 4, name.length);
      at += 4 + name.length;
    }
  }

  /// Number of fields.
  public static int count(BytesColumn records, int row) {
    return LittleEndian.getInt(records.heap(), records.offset(row)) & ~NAMED;
  }

  /// Name of a field, counted from 0: `f1`, `f2`, … when the record has none.
  public static String name(BytesColumn records, int row, int field) {
    byte[] heap = records.heap();
    if ((LittleEndian.getInt(heap, records.offset(row)) & NAMED) == 0) {
      return "f" + (field + 1);
    }
    int at = fieldAt(records, row, count(records, row));
    for (int i = 0; i < field; i++) {
      at += 4 + LittleEndian.getInt(heap, at);
    }
    return new String(heap, at + 4, LittleEndian.getInt(heap, at), StandardCharsets.UTF_8);
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
