package dev.omendb.engine.catalog;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Comment;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.EnumType;
import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.MissingValue;
import dev.omendb.engine.catalog.CatalogObject.Persistence;
import dev.omendb.engine.catalog.CatalogObject.Reference;
import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Settings;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.openhft.chronicle.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The reading half of [CatalogCodec], which documents the layout. Java evaluates arguments from
/// left to right, so a record's components are read in their order.
final class CatalogReader {
  private final Bytes<?> from;

  CatalogReader(Bytes<?> from) {
    this.from = from;
  }

  CatalogObject object(int kind) {
    return switch (kind) {
      case CatalogCodec.DATABASE -> new Database(number(), text(), number());
      case CatalogCodec.ROLE ->
          new Role(number(), text(), flag(), flag(), flag(), flag(), nullableText());
      case CatalogCodec.SETTINGS -> new Settings(number(), number(), number(), map());
      case CatalogCodec.SCHEMA -> new Schema(number(), number(), text(), number());
      case CatalogCodec.TABLE ->
          new Table(
              number(),
              number(),
              text(),
              number(),
              Persistence.valueOf(text()),
              list(this::column),
              list(this::constraint),
              map());
      case CatalogCodec.INDEX -> index();
      case CatalogCodec.SEQUENCE -> sequence();
      case CatalogCodec.VIEW ->
          new View(number(), number(), text(), number(), list(this::column), text());
      case CatalogCodec.ENUM_TYPE ->
          new EnumType(number(), number(), number(), text(), number(), list(this::text));
      case CatalogCodec.EXTENSION -> new Extension(number(), number(), text(), number(), text());
      case CatalogCodec.COMMENT -> new Comment(number(), number(), number(), integer(), text());
      default ->
          throw new DatabaseException(
              SqlState.DATA_CORRUPTED, "catalog record has unknown kind " + kind);
    };
  }

  private Column column() {
    return new Column(
        integer(),
        text(),
        number(),
        integer(),
        storage(),
        flag(),
        nullableText(),
        (char) number(),
        (char) number(),
        flag(),
        flag() ? missing() : null);
  }

  private MissingValue missing() {
    long bits = number();
    int length = integer();
    return new MissingValue(bits, length < 0 ? null : bytes(length));
  }

  private Constraint constraint() {
    return new Constraint(
        number(),
        text(),
        (char) number(),
        list(this::integer),
        number(),
        nullableText(),
        flag() ? reference() : null,
        flag(),
        flag());
  }

  private Reference reference() {
    return new Reference(
        number(), list(this::integer), (char) number(), (char) number(), (char) number());
  }

  private Index index() {
    return new Index(
        number(),
        number(),
        text(),
        number(),
        text(),
        flag(),
        flag(),
        flag(),
        flag(),
        list(this::indexKey),
        list(this::integer),
        nullableText(),
        map());
  }

  private IndexKey indexKey() {
    return new IndexKey(
        integer(), nullableText(), number(), integer(), storage(), number(), flag(), flag());
  }

  private Sequence sequence() {
    return new Sequence(
        number(),
        number(),
        text(),
        number(),
        number(),
        number(),
        number(),
        number(),
        number(),
        number(),
        flag(),
        number(),
        integer());
  }

  private long number() {
    return from.readStopBit();
  }

  private int integer() {
    return Math.toIntExact(number());
  }

  private boolean flag() {
    return from.readUnsignedByte() != 0;
  }

  private String text() {
    String text = nullableText();
    if (text == null) {
      throw new DatabaseException(SqlState.DATA_CORRUPTED, "catalog record lacks a text");
    }
    return text;
  }

  private @Nullable String nullableText() {
    int length = integer();
    return length < 0 ? null : new String(bytes(length), StandardCharsets.UTF_8);
  }

  private byte[] bytes(int length) {
    if (length > from.readRemaining()) {
      throw new DatabaseException(SqlState.DATA_CORRUPTED, "catalog record is cut short");
    }
    byte[] bytes = new byte[length];
    from.read(bytes);
    return bytes;
  }

  private StorageType storage() {
    return new StorageType(StorageType.Kind.valueOf(text()), integer());
  }

  private <T> List<T> list(Supplier<T> each) {
    int count = integer();
    List<T> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(each.get());
    }
    return values;
  }

  private Map<String, String> map() {
    int count = integer();
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      values.put(text(), text());
    }
    return values;
  }
}
