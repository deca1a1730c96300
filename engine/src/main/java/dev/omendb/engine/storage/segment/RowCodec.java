package dev.omendb.engine.storage.segment;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.omendb.engine.column.StorageType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;

/// Some rows of a tail as bytes, for the log. Little-endian:
///
/// | bytes | content |
/// |------:|---------|
/// | 4 | rows n |
/// | 4 | columns |
/// | | for each column: |
/// | 1 | kind, the ordinal of `StorageType.Kind` |
/// | 1 | 1: a bitmap of NULLs follows the values' lengths |
/// | 4 | width |
/// | 8 | bytes of the values |
/// | (n+7)/8 | NULL bitmap, least significant bit first, when there is one |
/// | 4n | lengths, for VARIABLE only |
/// | | the values back to back |
public final class RowCodec {
  private static final int COPY_BYTES = 64 << 10;

  private RowCodec() {}

  /// Writes rows [from, to) to native bytes.
  public static void write(TailData rows, int from, int to, Bytes<?> into) {
    into.writeInt(to - from);
    into.writeInt(rows.columnCount());
    for (int i = 0; i < rows.columnCount(); i++) {
      write(rows.column(i), from, to, into);
    }
  }

  private static void write(PlainColumn column, int from, int to, Bytes<?> into) {
    boolean variable = column.heap() != null;
    int width = PlainColumn.width(column.type());
    int count = to - from;
    long start = variable ? column.values().get(JAVA_LONG_UNALIGNED, 8L * from) : 0;
    long bytes =
        variable
            ? column.values().get(JAVA_LONG_UNALIGNED, 8L * to) - start
            : (long) width * count;
    into.writeByte((byte) column.type().kind().ordinal());
    into.writeByte((byte) (column.hasNulls() ? 1 : 0));
    into.writeInt(column.type().width());
    into.writeLong(bytes);
    if (column.hasNulls()) {
      writeNulls(column, from, to, into);
    }
    if (!variable) {
      copy(column.values().asSlice((long) from * width, bytes), into);
      return;
    }
    MemorySegment lengths = room(into, 4L * count);
    for (int i = 0; i < count; i++) {
      long at = 8L * (from + i);
      long length =
          column.values().get(JAVA_LONG_UNALIGNED, at + 8)
              - column.values().get(JAVA_LONG_UNALIGNED, at);
      lengths.set(JAVA_INT_UNALIGNED, 4L * i, (int) length);
    }
    copy(column.heap().asSlice(start, bytes), into);
  }

  private static void writeNulls(PlainColumn column, int from, int to, Bytes<?> into) {
    for (int at = from; at < to; at += 8) {
      int bits = 0;
      for (int i = 0; i < 8 && at + i < to; i++) {
        bits |= column.isNull(at + i) ? 1 << i : 0;
      }
      into.writeByte((byte) bits);
    }
  }

  private static void copy(MemorySegment from, Bytes<?> into) {
    room(into, from.byteSize()).copyFrom(from);
  }

  /// The next bytes of native memory, counted as written.
  private static MemorySegment room(Bytes<?> into, long bytes) {
    long at = into.writePosition();
    into.ensureCapacity(at + bytes);
    MemorySegment memory = MemorySegment.ofAddress(into.addressForWrite(at)).reinterpret(bytes);
    into.writeSkip(bytes);
    return memory;
  }

  /// Reads what [#write] wrote.
  public static TailData read(Bytes<?> from) {
    int rows = from.readInt();
    int columnCount = from.readInt();
    List<PlainColumn> columns = new ArrayList<>(columnCount);
    List<StorageType> types = new ArrayList<>(columnCount);
    for (int i = 0; i < columnCount; i++) {
      PlainColumn column = readColumn(rows, from);
      columns.add(column);
      types.add(column.type());
    }
    TailData data = new TailData(types);
    for (int i = 0; i < columnCount; i++) {
      data.append(i, columns.get(i), 0, rows);
    }
    data.grown(rows);
    return data;
  }

  private static PlainColumn readColumn(int rows, Bytes<?> from) {
    StorageType.Kind kind = StorageType.Kind.values()[from.readUnsignedByte()];
    boolean hasNulls = from.readByte() != 0;
    StorageType type = new StorageType(kind, from.readInt());
    long bytes = from.readLong();
    MemorySegment nulls = hasNulls ? read(from, (rows + 7) >>> 3) : null;
    if (kind != StorageType.Kind.VARIABLE) {
      return new PlainColumn(type, read(from, bytes), null, nulls);
    }
    MemorySegment offsets = NativeMemory.allocate(8L * (rows + 1));
    long end = 0;
    offsets.set(JAVA_LONG_UNALIGNED, 0, 0L);
    for (int i = 0; i < rows; i++) {
      end += from.readInt();
      offsets.set(JAVA_LONG_UNALIGNED, 8L * (i + 1), end);
    }
    return new PlainColumn(type, offsets, read(from, bytes), nulls);
  }

  private static MemorySegment read(Bytes<?> from, long bytes) {
    MemorySegment memory = NativeMemory.allocate(bytes);
    byte[] buffer = new byte[(int) Math.min(bytes, COPY_BYTES)];
    for (long at = 0; at < bytes; ) {
      int count = (int) Math.min(buffer.length, bytes - at);
      from.read(buffer, 0, count);
      MemorySegment.copy(buffer, 0, memory, JAVA_BYTE, at, count);
      at += count;
    }
    return memory;
  }
}
