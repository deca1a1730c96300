package dev.omendb.engine.storage.segment;

import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.fs.MappedFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A segment's values in a mapped file. Immutable. The mapping goes when the last reader that can
/// reach its memory is gone.
public final class StoredData implements SegmentData {
  private final String name;
  private final MemorySegment file;
  private final int rows;
  private final List<ColumnSource> columns = new ArrayList<>();
  private final List<StorageType> types = new ArrayList<>();

  private StoredData(String name, MemorySegment file) {
    this.name = name;
    this.file = file;
    this.rows = file.get(SegmentFormat.INT, 12);
  }

  /// Maps a file and checks its header. Errors: XX001 when that is damaged.
  public static StoredData open(FileSystem files, String path) {
    MappedFile mapped = files.map(path);
    MemorySegment memory =
        mapped.size() == 0
            ? mapped.memory()
            : mapped.memory().reinterpret(Arena.ofAuto(), _ -> mapped.close());
    StoredData data = new StoredData(path, checkHeader(path, memory));
    int columnCount = memory.get(SegmentFormat.INT, 16);
    for (int i = 0; i < columnCount; i++) {
      data.openColumn(i);
    }
    return data;
  }

  private static MemorySegment checkHeader(String name, MemorySegment file) {
    if (file.byteSize() < SegmentFormat.HEADER_BYTES) {
      throw SegmentFormat.damaged(name, "it is too short");
    }
    if (file.get(SegmentFormat.LONG, 0) != SegmentFormat.MAGIC) {
      throw SegmentFormat.damaged(name, "it is no segment file");
    }
    if (file.get(SegmentFormat.INT, 60) != SegmentFormat.checksum(file.asSlice(0, 60))) {
      throw SegmentFormat.damaged(name, "the header's checksum is wrong");
    }
    if (file.get(SegmentFormat.INT, 8) != SegmentFormat.VERSION) {
      throw SegmentFormat.damaged(name, "it is of a newer version");
    }
    if (file.get(SegmentFormat.LONG, 24) != file.byteSize()) {
      throw SegmentFormat.damaged(
          name,
          "it has %d bytes instead of %d"
              .formatted(file.byteSize(), file.get(SegmentFormat.LONG, 24)));
    }
    long directory = (long) SegmentFormat.ENTRY_BYTES * file.get(SegmentFormat.INT, 16);
    if (file.get(SegmentFormat.INT, 20)
        != SegmentFormat.checksum(file.asSlice(SegmentFormat.HEADER_BYTES, directory))) {
      throw SegmentFormat.damaged(name, "the directory's checksum is wrong");
    }
    return file;
  }

  private MemorySegment entry(int index) {
    return file.asSlice(
        SegmentFormat.HEADER_BYTES + (long) index * SegmentFormat.ENTRY_BYTES,
        SegmentFormat.ENTRY_BYTES);
  }

  private MemorySegment section(MemorySegment entry, int field) {
    return file.asSlice(
        entry.get(SegmentFormat.LONG, field), entry.get(SegmentFormat.LONG, field + 8));
  }

  private void openColumn(int index) {
    MemorySegment entry = entry(index);
    StorageType type =
        new StorageType(
            StorageType.Kind.values()[entry.get(SegmentFormat.INT, 0)],
            entry.get(SegmentFormat.INT, 4));
    MemorySegment nullBits = section(entry, 24);
    @Nullable MemorySegment nulls = nullBits.byteSize() == 0 ? null : nullBits;
    MemorySegment values = section(entry, 40);
    MemorySegment heap = section(entry, 56);
    MemorySegment bounds = section(entry, 72);
    int bytes = entry.get(SegmentFormat.INT, 12);
    long parameter = entry.get(SegmentFormat.LONG, 16);
    ColumnSource source =
        switch (entry.get(SegmentFormat.INT, 8)) {
          case SegmentFormat.PLAIN ->
              new PlainColumn(
                  type, values, type.kind() == StorageType.Kind.VARIABLE ? heap : null, nulls);
          case SegmentFormat.PACKED -> new PackedColumn(parameter, bytes, values, nulls);
          case SegmentFormat.DICTIONARY ->
              new DictionaryColumn(dictionary(type, heap, parameter), bytes, values, nulls);
          default -> throw SegmentFormat.damaged(name, "an encoding is unknown");
        };
    columns.add(bounds.byteSize() == 0 ? source : new BoundedColumn(source, bounds));
    types.add(type);
  }

  private static PlainColumn dictionary(StorageType type, MemorySegment heap, long entries) {
    long offsets = 8 * (entries + 1);
    return new PlainColumn(type, heap.asSlice(0, offsets), heap.asSlice(offsets), null);
  }

  /// The file's path in the data folder.
  public String name() {
    return name;
  }

  public int rows() {
    return rows;
  }

  @Override
  public List<StorageType> types() {
    return types;
  }

  @Override
  public int columnCount() {
    return columns.size();
  }

  @Override
  public ColumnSource column(int index) {
    return columns.get(index);
  }

  @Override
  public long bytes() {
    return file.byteSize();
  }

  /// Reads the whole file and checks it against its checksums. Errors: XX001.
  public void verify() {
    for (int i = 0; i < columns.size(); i++) {
      MemorySegment entry = entry(i);
      CRC32C crc = new CRC32C();
      for (int field = 24; field < 88; field += 16) {
        SegmentFormat.update(crc, section(entry, field));
      }
      if ((int) crc.getValue() != entry.get(SegmentFormat.INT, 88)) {
        throw SegmentFormat.damaged(name, "the checksum of column %d is wrong".formatted(i + 1));
      }
    }
  }
}
