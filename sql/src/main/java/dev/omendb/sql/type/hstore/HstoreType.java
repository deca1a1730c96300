package dev.omendb.sql.type.hstore;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// hstore: a set of text keys, each with a text value or NULL. Storage: see [HstoreCodec].
public final class HstoreType extends BytesType {
  private static final int MOST_PAIRS = 134_217_727;

  public HstoreType(TypeInfo info) {
    super(info, "hstore");
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    HstoreCodec.put(into, new HstoreParser(source, from, to).parse());
  }

  /// `"a"=>"1", "b"=>NULL`.
  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    boolean first = true;
    for (Map.Entry<String, @Nullable String> pair : HstoreCodec.get(column, row).entrySet()) {
      if (!first) {
        out.writeAscii(", ");
      }
      first = false;
      writeQuoted(pair.getKey(), out);
      out.writeAscii("=>");
      String value = pair.getValue();
      if (value == null) {
        out.writeAscii("NULL");
      } else {
        writeQuoted(value, out);
      }
    }
  }

  private static void writeQuoted(String text, ByteSink out) {
    out.writeByte('"');
    byte[] bytes =
        text.replace("\\", "\\\\").replace("\"", "\\\"").getBytes(StandardCharsets.UTF_8);
    out.writeBytes(bytes, 0, bytes.length);
    out.writeByte('"');
  }

  /// int32 number of pairs; for each int32 length and bytes of the key, then of the value, whose
  /// length is -1 when it is NULL.
  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    Reader reader = new Reader(source, from, from + length);
    int count = reader.nextInt();
    if (count < 0 || count > MOST_PAIRS) {
      throw new DatabaseException(
          SqlState.PROGRAM_LIMIT_EXCEEDED,
          "number of pairs (%d) exceeds the maximum allowed (%d)".formatted(count, MOST_PAIRS));
    }
    SortedMap<String, @Nullable String> map = HstoreCodec.newMap();
    for (int i = 0; i < count; i++) {
      int keyLength = reader.nextInt();
      if (keyLength < 0) {
        throw new DatabaseException(
            SqlState.NULL_VALUE_NOT_ALLOWED, "null value not allowed for hstore key");
      }
      String key = reader.nextText(keyLength);
      int valueLength = reader.nextInt();
      String value = valueLength < 0 ? null : reader.nextText(valueLength);
      if (!map.containsKey(key)) {
        map.put(key, value);
      }
    }
    InputErrors.requireLength(length, reader.at - from);
    HstoreCodec.put(into, map);
  }

  private static final class Reader {
    private final byte[] source;
    private final int end;
    private int at;

    Reader(byte[] source, int at, int end) {
      this.source = source;
      this.at = at;
      this.end = end;
    }

    int nextInt() {
      require(4);
      at += 4;
      return BigEndian.getInt(source, at - 4);
    }

    String nextText(int length) {
      require(length);
      Utf8.validate(source, at, at + length);
      at += length;
      return new String(source, at - length, length, StandardCharsets.UTF_8);
    }

    private void require(int bytes) {
      if (end - at < bytes) {
        throw InputErrors.insufficientData();
      }
    }
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    SortedMap<String, @Nullable String> map = HstoreCodec.get(column, row);
    out.writeInt(map.size());
    for (Map.Entry<String, @Nullable String> pair : map.entrySet()) {
      writeSized(pair.getKey(), out);
      String value = pair.getValue();
      if (value == null) {
        out.writeInt(-1);
      } else {
        writeSized(value, out);
      }
    }
  }

  private static void writeSized(String text, ByteSink out) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.writeBytes(bytes, 0, bytes.length);
  }
}
