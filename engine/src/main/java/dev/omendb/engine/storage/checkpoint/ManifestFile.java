package dev.omendb.engine.storage.checkpoint;

import dev.omendb.engine.catalog.CatalogCodec;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.fs.DataFile;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.log.Lsn;
import dev.omendb.engine.storage.checkpoint.Manifest.IndexEntry;
import dev.omendb.engine.storage.checkpoint.Manifest.SegmentEntry;
import dev.omendb.engine.storage.checkpoint.Manifest.SequenceEntry;
import dev.omendb.engine.storage.checkpoint.Manifest.TableEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;

/// The file `MANIFEST`. Little-endian:
///
/// | bytes | content |
/// |------:|---------|
/// | 8 | `OMENMAN1` |
/// | 4 | version, 1 |
/// | 4 | CRC32C of all bytes after it |
/// | | the components of [Manifest] in order |
///
/// Numbers are stop-bit encoded, texts UTF-8 behind a stop-bit length, lists behind a stop-bit
/// count, catalog objects as [CatalogCodec] writes them.
public final class ManifestFile {
  public static final String NAME = "MANIFEST";
  public static final String NEW_NAME = "MANIFEST.new";

  private static final long MAGIC = 0x314E414D4E454D4FL; // OMENMAN1
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 16;

  private ManifestFile() {}

  /// Puts the manifest in the place of the one before, durably.
  public static void write(FileSystem files, Manifest manifest) {
    Bytes<?> bytes = Bytes.allocateElasticOnHeap();
    bytes.writeLong(MAGIC);
    bytes.writeInt(VERSION);
    bytes.writeInt(0);
    encode(manifest, bytes);
    byte[] content = bytes.toByteArray();
    int crc = checksum(content);
    for (int i = 0; i < 4; i++) {
      content[12 + i] = (byte) (crc >>> (8 * i));
    }
    if (files.exists(NEW_NAME)) {
      files.delete(NEW_NAME);
    }
    try (DataFile file = files.create(NEW_NAME)) {
      file.write(0, ByteBuffer.wrap(content));
      file.force();
    }
    files.rename(NEW_NAME, NAME);
    files.syncFolder("");
  }

  /// Errors: XX001 when the file is damaged, 0A000 when a newer version wrote it.
  public static Manifest read(FileSystem files) {
    byte[] content = files.readAll(NAME);
    Bytes<?> bytes = Bytes.wrapForRead(content);
    if (content.length < HEADER_BYTES || bytes.readLong() != MAGIC) {
      throw damaged("it is no manifest of OmenDB");
    }
    int version = bytes.readInt();
    if (version != VERSION) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "the data folder was written by a newer version (manifest version %d)"
              .formatted(version));
    }
    if (bytes.readInt() != checksum(content)) {
      throw damaged("its checksum is wrong");
    }
    return decode(bytes);
  }

  private static DatabaseException damaged(String what) {
    return new DatabaseException(
        SqlState.DATA_CORRUPTED, "file \"%s\" is damaged: %s".formatted(NAME, what));
  }

  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content, HEADER_BYTES, content.length - HEADER_BYTES);
    return (int) crc.getValue();
  }

  private static void encode(Manifest manifest, Bytes<?> into) {
    into.writeStopBit(manifest.timestamp());
    into.writeStopBit(manifest.replayFrom().epoch());
    into.writeStopBit(manifest.replayFrom().entry());
    into.writeStopBit(manifest.lastOid());
    into.writeStopBit(manifest.lastTransactionId());
    writeList(manifest.catalog(), into, (object, b) -> CatalogCodec.write(object, b));
    writeList(
        manifest.sequences(),
        into,
        (sequence, b) -> {
          b.writeStopBit(sequence.oid());
          b.writeStopBit(sequence.value());
          b.writeBoolean(sequence.isCalled());
        });
    writeList(manifest.tables(), into, ManifestFile::encode);
  }

  private static void encode(TableEntry table, Bytes<?> into) {
    into.writeStopBit(table.oid());
    into.writeStopBit(table.nextSegment());
    writeList(
        table.segments(),
        into,
        (segment, b) -> {
          b.writeStopBit(segment.number());
          b.writeUtf8(segment.file());
          b.writeUtf8(segment.deletesFile());
        });
    writeList(
        table.indexes(),
        into,
        (index, b) -> {
          b.writeStopBit(index.oid());
          writeList(index.files(), b, (name, c) -> c.writeUtf8(name));
        });
  }

  private static <T> void writeList(
      List<T> list, Bytes<?> into, BiConsumer<T, Bytes<?>> element) {
    into.writeStopBit(list.size());
    for (T each : list) {
      element.accept(each, into);
    }
  }

  private static Manifest decode(Bytes<?> from) {
    return new Manifest(
        from.readStopBit(),
        new Lsn(from.readStopBit(), from.readStopBit()),
        from.readStopBit(),
        from.readStopBit(),
        ManifestFile.<CatalogObject>readList(from, CatalogCodec::readObject),
        readList(
            from, b -> new SequenceEntry(b.readStopBit(), b.readStopBit(), b.readBoolean())),
        readList(from, ManifestFile::decodeTable));
  }

  private static TableEntry decodeTable(Bytes<?> from) {
    return new TableEntry(
        from.readStopBit(),
        (int) from.readStopBit(),
        readList(
            from, b -> new SegmentEntry((int) b.readStopBit(), readText(b), readText(b))),
        readList(
            from, b -> new IndexEntry(b.readStopBit(), readList(b, ManifestFile::readText))));
  }

  private static String readText(Bytes<?> from) {
    String text = from.readUtf8();
    if (text == null) {
      throw damaged("a name is missing");
    }
    return text;
  }

  private static <T> List<T> readList(Bytes<?> from, Function<Bytes<?>, T> element) {
    int count = (int) from.readStopBit();
    List<T> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(element.apply(from));
    }
    return list;
  }
}
