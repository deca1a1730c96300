package dev.omendb.sql.command.copy;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.Utf8;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Where the rows of a batch come from: line numbers, and as much of the lines as errors show.
/// Owned by one loader.
final class CopyLines {
  /// PostgreSQL's MAX_COPY_DATA_DISPLAY.
  private static final int MAX_DISPLAY_BYTES = 100;

  /// One more byte tells that the line is longer; more keep its last character whole.
  private static final int KEPT_BYTES = MAX_DISPLAY_BYTES + 4;

  private final long[] numbers = new long[Column.BATCH_ROWS];
  private final int[] offsets = new int[Column.BATCH_ROWS];
  private final int[] lengths = new int[Column.BATCH_ROWS];
  private final ByteArraySink texts = new ByteArraySink();

  void add(int row, long number, byte @Nullable [] line, int from, int to) {
    numbers[row] = number;
    offsets[row] = texts.position();
    lengths[row] = -1;
    if (line != null) {
      lengths[row] = Math.min(to - from, KEPT_BYTES);
      texts.writeBytes(line, from, lengths[row]);
    }
  }

  void clear() {
    texts.clear();
  }

  /// Only these rows are left.
  void keep(int[] rows, int count) {
    for (int i = 0; i < count; i++) {
      numbers[i] = numbers[rows[i]];
      offsets[i] = offsets[rows[i]];
      lengths[i] = lengths[rows[i]];
    }
  }

  String describe(String table, int row, boolean withText) {
    if (!withText || lengths[row] < 0) {
      return line(table, numbers[row]);
    }
    return line(table, numbers[row], texts.bytes(), offsets[row], offsets[row] + lengths[row]);
  }

  /// `COPY t, line 3`
  static String line(String table, long number) {
    return "COPY %s, line %d".formatted(table, number);
  }

  /// `COPY t, line 3: "…"`
  static String line(String table, long number, byte[] text, int from, int to) {
    return line(table, number) + ": \"" + shown(text, from, to) + "\"";
  }

  /// As much of a text as errors show.
  static String shown(byte[] text, int from, int to) {
    boolean whole = to - from <= MAX_DISPLAY_BYTES;
    int end = whole ? to : Utf8.clip(text, from, to, MAX_DISPLAY_BYTES);
    return new String(text, from, end - from, StandardCharsets.UTF_8) + (whole ? "" : "...");
  }
}
