package dev.omendb.engine.catalog;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import net.openhft.chronicle.bytes.Bytes;

/// Catalog records as bytes, for the log and the manifest. An object is
///
/// | bytes | content |
/// |------:|---------|
/// | 1 | kind, one of the constants here |
/// | 1 | version of the kind's layout, 1 |
/// | | the record's components in order |
///
/// Numbers are stop-bit encoded (seven bits a byte, low first), booleans one byte, texts UTF-8
/// behind a stop-bit length (-1: null), lists and maps behind a stop-bit count, nullable records
/// behind a boolean. A change is a byte (1 put, 2 drop) and the object, or its oid. A layout once
/// released never changes: a new component means a new version, and [CatalogReader] keeps reading
/// the old one.
public final class CatalogCodec {
  static final int DATABASE = 1;
  static final int ROLE = 2;
  static final int SETTINGS = 3;
  static final int SCHEMA = 4;
  static final int TABLE = 5;
  static final int INDEX = 6;
  static final int SEQUENCE = 7;
  static final int VIEW = 8;
  static final int ENUM_TYPE = 9;
  static final int EXTENSION = 10;
  static final int COMMENT = 11;

  static final int VERSION = 1;

  private static final int PUT = 1;
  private static final int DROP = 2;

  private CatalogCodec() {}

  public static void write(CatalogChange change, Bytes<?> into) {
    switch (change) {
      case CatalogChange.Put put -> {
        into.writeUnsignedByte(PUT);
        write(put.object(), into);
      }
      case CatalogChange.Drop drop -> {
        into.writeUnsignedByte(DROP);
        into.writeStopBit(drop.oid());
      }
    }
  }

  /// Errors: XX001 when the bytes are no change, 0A000 when a newer server wrote them.
  public static CatalogChange readChange(Bytes<?> from) {
    int kind = from.readUnsignedByte();
    if (kind == PUT) {
      return new CatalogChange.Put(readObject(from));
    }
    if (kind == DROP) {
      return new CatalogChange.Drop(from.readStopBit());
    }
    throw new DatabaseException(
        SqlState.DATA_CORRUPTED, "catalog change has unknown kind " + kind);
  }

  public static void write(CatalogObject object, Bytes<?> into) {
    new CatalogWriter(into).object(object);
  }

  /// Errors: XX001 when the bytes are no object, 0A000 when a newer server wrote them.
  public static CatalogObject readObject(Bytes<?> from) {
    int kind = from.readUnsignedByte();
    int version = from.readUnsignedByte();
    if (version != VERSION) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "catalog record of kind %d has version %d; this server reads version %d"
              .formatted(kind, version, VERSION));
    }
    return new CatalogReader(from).object(kind);
  }
}
