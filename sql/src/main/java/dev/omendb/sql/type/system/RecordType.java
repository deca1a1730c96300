package dev.omendb.sql.type.system;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.Ascii;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.Hashing;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeInfo;
import java.util.function.IntFunction;

/// record: a row of values of any types, as ROW(1, 'a') makes. Storage: see [RecordValue].
public final class RecordType extends BytesType {
  private final IntFunction<PgType> types;

  /// @param types finds the fields' types by oid
  public RecordType(TypeInfo info, IntFunction<PgType> types) {
    super(info, "record");
    this.types = types;
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    throw new DatabaseException(
        SqlState.FEATURE_NOT_SUPPORTED, "input of anonymous composite types is not implemented");
  }

  /// `(1,"a b",)`.
  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    Fields record = new Fields(column, row);
    ByteArraySink text = new ByteArraySink();
    out.writeByte('(');
    for (int i = 0; i < record.count(); i++) {
      if (i > 0) {
        out.writeByte(',');
      }
      if (!record.isNull(i)) {
        text.clear();
        record.type(i).formatText(record.value(i), 0, settings, text);
        writeField(text.bytes(), text.position(), out);
      }
    }
    out.writeByte(')');
  }

  private static void writeField(byte[] text, int length, ByteSink out) {
    boolean quotes = length == 0;
    for (int i = 0; i < length; i++) {
      quotes |= Ascii.isSpace(text[i]) || "\"\\(),".indexOf(text[i]) >= 0;
    }
    if (!quotes) {
      out.writeBytes(text, 0, length);
      return;
    }
    out.writeByte('"');
    for (int i = 0; i < length; i++) {
      if (text[i] == '"' || text[i] == '\\') {
        out.writeByte(text[i]);
      }
      out.writeByte(text[i]);
    }
    out.writeByte('"');
  }

  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    throw new DatabaseException(
        SqlState.FEATURE_NOT_SUPPORTED, "input of anonymous composite types is not implemented");
  }

  /// int32 number of fields; for each int32 type oid, int32 length (-1 NULL), binary value.
  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    Fields record = new Fields(column, row);
    out.writeInt(record.count());
    for (int i = 0; i < record.count(); i++) {
      out.writeInt(record.type(i).oid());
      int lengthAt = out.position();
      out.writeInt(-1);
      if (!record.isNull(i)) {
        record.type(i).formatBinary(record.value(i), 0, out);
        out.patchInt(lengthAt, out.position() - lengthAt - 4);
      }
    }
  }

  /// Field by field, NULL last. Errors: 42804 when fields differ in type or number.
  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    Fields left = new Fields(a, rowA);
    Fields right = new Fields(b, rowB);
    for (int i = 0; i < Math.min(left.count(), right.count()); i++) {
      if (left.type(i).oid() != right.type(i).oid()) {
        throw new DatabaseException(
            SqlState.DATATYPE_MISMATCH,
            "cannot compare dissimilar column types %s and %s at record column %d"
                .formatted(left.type(i).displayName(-1), right.type(i).displayName(-1), i + 1));
      }
      int order =
          left.isNull(i) || right.isNull(i)
              ? Boolean.compare(left.isNull(i), right.isNull(i))
              : left.type(i).compare(left.value(i), 0, right.value(i), 0);
      if (order != 0) {
        return order;
      }
    }
    if (left.count() != right.count()) {
      throw new DatabaseException(
          SqlState.DATATYPE_MISMATCH,
          "cannot compare record types with different numbers of columns");
    }
    return 0;
  }

  @Override
  public boolean equal(Column a, int rowA, Column b, int rowB) {
    return compare(a, rowA, b, rowB) == 0;
  }

  @Override
  public long hash(Column column, int row) {
    Fields record = new Fields(column, row);
    long hash = record.count();
    for (int i = 0; i < record.count(); i++) {
      hash = Hashing.combine(hash, record.isNull(i) ? 1 : record.type(i).hash(record.value(i), 0));
    }
    return Hashing.mix(hash);
  }

  /// For each field a byte 1 and its key, or a byte 2 for NULL; then a byte 0.
  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    Fields record = new Fields(column, row);
    for (int i = 0; i < record.count(); i++) {
      if (record.isNull(i)) {
        into.putByte(2);
      } else {
        into.putByte(1);
        record.type(i).encode(record.value(i), 0, into);
      }
    }
    into.putByte(0);
  }

  /// The fields of one value, each as a column of one row.
  private final class Fields {
    private final PgType[] fieldTypes;
    private final Column[] values;

    Fields(Column column, int row) {
      BytesColumn records = (BytesColumn) column;
      this.fieldTypes = new PgType[RecordValue.count(records, row)];
      this.values = new Column[fieldTypes.length];
      for (int i = 0; i < values.length; i++) {
        fieldTypes[i] = types.apply(RecordValue.typeOid(records, row, i));
        values[i] = fieldTypes[i].storage(-1).newColumn(1);
        RecordValue.appendField(records, row, i, values[i]);
      }
    }

    int count() {
      return values.length;
    }

    PgType type(int field) {
      return fieldTypes[field];
    }

    Column value(int field) {
      return values[field];
    }

    boolean isNull(int field) {
      return values[field].isNull(0);
    }
  }
}
