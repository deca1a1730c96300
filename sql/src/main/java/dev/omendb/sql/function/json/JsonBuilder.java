package dev.omendb.sql.function.json;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.ByteBuffering;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.array.ArrayType;
import dev.omendb.sql.type.array.ArrayValue;
import dev.omendb.sql.type.json.Json;
import dev.omendb.sql.type.json.JsonParser;
import dev.omendb.sql.type.json.JsonWriter;
import dev.omendb.sql.type.system.RecordValue;

/// Writes SQL values as JSON text, the way to_json does: numbers and booleans bare, JSON as it is,
/// dates in ISO 8601, arrays and records nested, everything else as strings.
final class JsonBuilder {
  private final CallContext context;
  private final FormatSettings settings;
  private final ByteBuffering scratch = new ByteBuffering();

  JsonBuilder(CallContext context) {
    this.context = context;
    FormatSettings own = context.format();
    this.settings =
        new FormatSettings(
            own.timeZone(),
            "ISO",
            own.dateOrder(),
            own.intervalStyle(),
            own.byteaHex(),
            own.extraFloatDigits(),
            own.transactionStartMicros(),
            own.names());
  }

  /// A value, or null for NULL.
  void write(PgType type, Column column, int row, ByteBuffering out) {
    if (column.isNull(row)) {
      out.writeAscii("null");
    } else {
      writeValue(type, column, row, out);
    }
  }

  private void writeValue(PgType type, Column column, int row, ByteBuffering out) {
    if (type instanceof ArrayType array) {
      writeArray(array.element(), column, row, out);
      return;
    }
    switch (type.oid()) {
      case TypeOids.RECORD -> writeRecord((BytesColumn) column, row, out);
      case TypeOids.JSON, TypeOids.JSONB -> type.formatText(column, row, settings, out);
      case TypeOids.BOOL -> out.writeAscii(text(type, column, row).equals("t") ? "true" : "false");
      case TypeOids.INT2,
          TypeOids.INT4,
          TypeOids.INT8,
          TypeOids.FLOAT4,
          TypeOids.FLOAT8,
          TypeOids.NUMERIC -> {
        String number = text(type, column, row);
        boolean finite = !number.endsWith("y") && !number.equals("NaN");
        if (finite) {
          out.writeAscii(number);
        } else {
          JsonWriter.writeString(number, out);
        }
      }
      case TypeOids.TIMESTAMP, TypeOids.TIMESTAMPTZ ->
          JsonWriter.writeString(iso(text(type, column, row)), out);
      default -> JsonWriter.writeString(text(type, column, row), out);
    }
  }

  /// `2024-01-01 10:00:00+00` -> `2024-01-01T10:00:00+00:00`.
  private static String iso(String text) {
    int space = text.indexOf(' ');
    if (space < 0 || text.endsWith("BC")) {
      return text.replaceFirst(" ", "T");
    }
    String dated = text.substring(0, space) + "T" + text.substring(space + 1);
    boolean shortZone = dated.length() > 3 && "+-".indexOf(dated.charAt(dated.length() - 3)) >= 0;
    return shortZone ? dated + ":00" : dated;
  }

  private String text(PgType type, Column column, int row) {
    scratch.clear();
    type.formatText(column, row, settings, scratch);
    return scratch.text();
  }

  private void writeArray(PgType element, Column column, int row, ByteBuffering out) {
    ArrayValue array = new ArrayValue(element).at(column, row);
    Column elements = element.storage(-1).newColumn(Math.max(1, array.count()));
    array.appendAllTo(elements);
    if (array.dimensions() == 0) {
      out.writeAscii("[]");
    } else {
      writeDimension(element, array, elements, 0, 0, out);
    }
  }

  /// Writes one dimension; returns the index after its last element.
  private int writeDimension(
      PgType element,
      ArrayValue array,
      Column elements,
      int dimension,
      int index,
      ByteBuffering out) {
    int next = index;
    out.writeByte('[');
    for (int i = 0; i < array.length(dimension); i++) {
      if (i > 0) {
        out.writeByte(',');
      }
      if (dimension == array.dimensions() - 1) {
        write(element, elements, next++, out);
      } else {
        next = writeDimension(element, array, elements, dimension + 1, next, out);
      }
    }
    out.writeByte(']');
    return next;
  }

  private void writeRecord(BytesColumn records, int row, ByteBuffering out) {
    out.writeByte('{');
    for (int i = 0; i < RecordValue.count(records, row); i++) {
      PgType type = context.type(RecordValue.typeOid(records, row, i));
      Column value = type.storage(-1).newColumn(1);
      RecordValue.appendField(records, row, i, value);
      if (i > 0) {
        out.writeByte(',');
      }
      JsonWriter.writeString(RecordValue.name(records, row, i), out);
      out.writeByte(':');
      write(type, value, 0, out);
    }
    out.writeByte('}');
  }

  /// A key of an object. Errors: 22023 for values that are no keys.
  void writeKey(PgType type, Column column, int row, DatabaseException ifNull, ByteBuffering out) {
    if (column.isNull(row)) {
      throw ifNull;
    }
    if (type.isArray() || type.oid() == TypeOids.RECORD || type.oid() == TypeOids.JSON) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "key value must be scalar, not array, composite, or json");
    }
    String key = text(type, column, row);
    if (type.oid() == TypeOids.BOOL) {
      key = key.equals("t") ? "true" : "false";
    } else if (type.oid() == TypeOids.TIMESTAMP || type.oid() == TypeOids.TIMESTAMPTZ) {
      key = iso(key);
    }
    JsonWriter.writeString(key, out);
  }

  /// A key of the json functions is NULL.
  static DatabaseException nullKey() {
    return new DatabaseException(
        SqlState.NULL_VALUE_NOT_ALLOWED, "null value not allowed for object key");
  }

  /// The tree of a value as jsonb holds it.
  Json tree(PgType type, Column column, int row) {
    ByteBuffering out = new ByteBuffering();
    write(type, column, row, out);
    return JsonParser.parse(out.array(), 0, out.position()).normalized();
  }

  /// JSON without spaces, as json functions print what they change.
  static String compact(Json value) {
    StringBuilder out = new StringBuilder();
    compact(value, out);
    return out.toString();
  }

  private static void compact(Json value, StringBuilder out) {
    switch (value) {
      case Json.Obj object -> {
        String separator = "{";
        for (Json.Member member : object.members()) {
          out.append(separator).append(JsonWriter.text(new Json.Str(member.key()))).append(':');
          compact(member.value(), out);
          separator = ",";
        }
        out.append(object.members().isEmpty() ? "{}" : "}");
      }
      case Json.Arr array -> {
        String separator = "[";
        for (Json element : array.elements()) {
          out.append(separator);
          compact(element, out);
          separator = ",";
        }
        out.append(array.elements().isEmpty() ? "[]" : "]");
      }
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> out.append(JsonWriter.text(value));
    }
  }
}
