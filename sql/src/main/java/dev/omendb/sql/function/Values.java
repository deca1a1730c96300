package dev.omendb.sql.function;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import java.nio.charset.StandardCharsets;

/// Access to single values, for functions written row by row.
public final class Values {
  private Values() {}

  /// The text in a row.
  public static String text(Column column, int row) {
    BytesColumn bytes = (BytesColumn) column;
    return new String(bytes.heap(), bytes.offset(row), bytes.length(row), StandardCharsets.UTF_8);
  }

  public static void put(Column result, String text) {
    ((BytesColumn) result).append(text.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] bytes(Column column, int row) {
    return ((BytesColumn) column).copy(row);
  }

  public static void put(Column result, byte[] bytes) {
    ((BytesColumn) result).append(bytes);
  }

  public static long number(Column column, int row) {
    return ((LongColumn) column).get(row);
  }

  /// An int4 argument.
  public static int integer(Column column, int row) {
    return (int) ((LongColumn) column).get(row);
  }

  public static boolean flag(Column column, int row) {
    return ((LongColumn) column).get(row) != 0;
  }

  public static double real(Column column, int row) {
    return ((DoubleColumn) column).get(row);
  }

  public static void put(Column result, long value) {
    ((LongColumn) result).append(value);
  }

  public static void put(Column result, boolean value) {
    ((LongColumn) result).append(value ? 1 : 0);
  }

  public static void put(Column result, double value) {
    ((DoubleColumn) result).append(value);
  }
}
