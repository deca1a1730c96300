package dev.omendb.sql.type.hstore;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.BigEndian;
import dev.omendb.sql.type.ByteArraySink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The storage bytes of hstore, which compare bytewise as PostgreSQL compares hstores: all keys and
/// values, one after another, a zero byte; then as big-endian int32 the number of pairs, and where
/// each key and each value ends; then for each pair a byte, 1 when its value is NULL. Pairs are
/// sorted by the length of their keys in bytes, then by their bytes.
public final class HstoreCodec {
  private HstoreCodec() {}

  /// An empty map in hstore's order of keys.
  public static SortedMap<String, @Nullable String> newMap() {
    return new TreeMap<>(HstoreCodec::compareKeys);
  }

  private static int compareKeys(String left, String right) {
    byte[] a = left.getBytes(StandardCharsets.UTF_8);
    byte[] b = right.getBytes(StandardCharsets.UTF_8);
    return a.length != b.length
        ? Integer.compare(a.length, b.length)
        : Arrays.compareUnsigned(a, b);
  }

  public static SortedMap<String, @Nullable String> get(Column column, int row) {
    BytesColumn bytes = (BytesColumn) column;
    byte[] heap = bytes.heap();
    int start = bytes.offset(row);
    int zero = start;
    while (heap[zero] != 0) {
      zero++;
    }
    int count = BigEndian.getInt(heap, zero + 1);
    int ends = zero + 5;
    int nulls = ends + 8 * count;
    SortedMap<String, @Nullable String> map = newMap();
    int from = start;
    for (int i = 0; i < count; i++) {
      int keyEnd = start + BigEndian.getInt(heap, ends + 8 * i);
      int valueEnd = start + BigEndian.getInt(heap, ends + 8 * i + 4);
      String key = text(heap, from, keyEnd);
      map.put(key, heap[nulls + i] == 1 ? null : text(heap, keyEnd, valueEnd));
      from = valueEnd;
    }
    return map;
  }

  private static String text(byte[] heap, int from, int to) {
    return new String(heap, from, to - from, StandardCharsets.UTF_8);
  }

  /// Appends a value; the map is one of [#newMap].
  public static void put(Column into, SortedMap<String, @Nullable String> map) {
    ByteArraySink text = new ByteArraySink();
    ByteArraySink ends = new ByteArraySink();
    ByteArraySink nulls = new ByteArraySink();
    for (Map.Entry<String, @Nullable String> pair : map.entrySet()) {
      write(pair.getKey(), text);
      ends.writeInt(text.position());
      String value = pair.getValue();
      if (value != null) {
        write(value, text);
      }
      ends.writeInt(text.position());
      nulls.writeByte(value == null ? 1 : 0);
    }
    text.writeByte(0);
    text.writeInt(map.size());
    text.writeBytes(ends.bytes(), 0, ends.position());
    text.writeBytes(nulls.bytes(), 0, nulls.position());
    ((BytesColumn) into).append(text.bytes(), 0, text.position());
  }

  private static void write(String value, ByteArraySink out) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(bytes, 0, bytes.length);
  }
}
