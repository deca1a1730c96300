package dev.omendb.engine.storage.segment;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.LongColumn;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Integers that lie close together: each an unsigned distance of 1, 2 or 4 bytes from a base.
///
/// @param nulls as in [PlainColumn]
record PackedColumn(long base, int bytes, MemorySegment values, @Nullable MemorySegment nulls)
    implements ColumnSource {
  @Override
  public void read(int from, int to, Column into) {
    if (nulls != null) {
      for (int position = from; position < to; position++) {
        read(position, into);
      }
      return;
    }
    LongColumn longs = (LongColumn) into;
    int at = longs.size();
    longs.resize(at + to - from);
    long[] target = longs.values();
    switch (bytes) {
      case 1 -> {
        for (int i = from; i < to; i++) {
          target[at++] = base + (values.get(JAVA_BYTE, i) & 0xff);
        }
      }
      case 2 -> {
        for (int i = from; i < to; i++) {
          target[at++] = base + (values.get(JAVA_SHORT_UNALIGNED, 2L * i) & 0xffff);
        }
      }
      default -> {
        for (int i = from; i < to; i++) {
          target[at++] = base + (values.get(JAVA_INT_UNALIGNED, 4L * i) & 0xffffffffL);
        }
      }
    }
  }

  @Override
  public void read(int position, Column into) {
    if (isNull(position)) {
      into.appendNull();
    } else {
      ((LongColumn) into).append(base + distance(values, bytes, position));
    }
  }

  /// The unsigned number at a position.
  static long distance(MemorySegment values, int bytes, int position) {
    return switch (bytes) {
      case 1 -> values.get(JAVA_BYTE, position) & 0xff;
      case 2 -> values.get(JAVA_SHORT_UNALIGNED, 2L * position) & 0xffff;
      default -> values.get(JAVA_INT_UNALIGNED, 4L * position) & 0xffffffffL;
    };
  }

  /// Bytes that hold unsigned numbers up to `largest`; 8 when none of 1, 2, 4 does.
  static int bytesFor(long largest) {
    if (largest < 0 || largest > 0xffffffffL) {
      return 8;
    }
    return largest <= 0xff ? 1 : largest <= 0xffff ? 2 : 4;
  }

  @Override
  public boolean hasNulls() {
    return nulls != null;
  }

  @Override
  public boolean isNull(int position) {
    return nulls != null && (nulls.get(JAVA_BYTE, position >>> 3) & (1 << (position & 7))) != 0;
  }
}
