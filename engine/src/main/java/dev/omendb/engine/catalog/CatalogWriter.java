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
import dev.omendb.engine.catalog.CatalogObject.Reference;
import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Settings;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.column.StorageType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.openhft.chronicle.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The writing half of [CatalogCodec], which documents the layout.
final class CatalogWriter {
  private final Bytes<?> into;

  CatalogWriter(Bytes<?> into) {
    this.into = into;
  }

  void object(CatalogObject object) {
    switch (object) {
      case Database o ->
          kind(CatalogCodec.DATABASE).number(o.oid()).text(o.name()).number(o.ownerOid());
      case Role o -> role(o);
      case Settings o ->
          kind(CatalogCodec.SETTINGS)
              .number(o.oid())
              .number(o.databaseOid())
              .number(o.roleOid())
              .map(o.values());
      case Schema o ->
          kind(CatalogCodec.SCHEMA)
              .number(o.oid())
              .number(o.databaseOid())
              .text(o.name())
              .number(o.ownerOid());
      case Table o -> table(o);
      case Index o -> index(o);
      case Sequence o -> sequence(o);
      case View o ->
          kind(CatalogCodec.VIEW)
              .number(o.oid())
              .number(o.schemaOid())
              .text(o.name())
              .number(o.ownerOid())
              .list(o.columns(), this::column)
              .text(o.querySql());
      case EnumType o ->
          kind(CatalogCodec.ENUM_TYPE)
              .number(o.oid())
              .number(o.arrayOid())
              .number(o.schemaOid())
              .text(o.name())
              .number(o.ownerOid())
              .list(o.labels(), this::text);
      case Extension o ->
          kind(CatalogCodec.EXTENSION)
              .number(o.oid())
              .number(o.databaseOid())
              .text(o.name())
              .number(o.schemaOid())
              .text(o.version());
      case Comment o ->
          kind(CatalogCodec.COMMENT)
              .number(o.oid())
              .number(o.classOid())
              .number(o.objectOid())
              .number(o.subId())
              .text(o.text());
    }
  }

  private void role(Role o) {
    kind(CatalogCodec.ROLE)
        .number(o.oid())
        .text(o.name())
        .flag(o.superuser())
        .flag(o.canLogin())
        .flag(o.createDatabase())
        .flag(o.createRole())
        .text(o.verifier());
  }

  private void table(Table o) {
    kind(CatalogCodec.TABLE)
        .number(o.oid())
        .number(o.schemaOid())
        .text(o.name())
        .number(o.ownerOid())
        .text(o.persistence().name())
        .list(o.columns(), this::column)
        .list(o.constraints(), this::constraint)
        .map(o.options());
  }

  private void column(Column c) {
    number(c.attnum())
        .text(c.name())
        .number(c.typeOid())
        .number(c.typmod())
        .storage(c.storage())
        .flag(c.notNull())
        .text(c.defaultSql())
        .number(c.identity())
        .number(c.generated())
        .flag(c.dropped());
    MissingValue missing = c.missing();
    flag(missing != null);
    if (missing != null) {
      byte[] bytes = missing.bytes();
      number(missing.bits()).number(bytes == null ? -1 : bytes.length);
      if (bytes != null) {
        into.write(bytes);
      }
    }
  }

  private void constraint(Constraint c) {
    number(c.oid())
        .text(c.name())
        .number(c.kind())
        .list(c.attnums(), attnum -> number(attnum))
        .number(c.indexOid())
        .text(c.checkSql());
    Reference reference = c.reference();
    flag(reference != null);
    if (reference != null) {
      number(reference.tableOid())
          .list(reference.attnums(), attnum -> number(attnum))
          .number(reference.onUpdate())
          .number(reference.onDelete())
          .number(reference.match());
    }
    flag(c.deferrable()).flag(c.initiallyDeferred());
  }

  private void index(Index o) {
    kind(CatalogCodec.INDEX)
        .number(o.oid())
        .number(o.schemaOid())
        .text(o.name())
        .number(o.tableOid())
        .text(o.accessMethod())
        .flag(o.unique())
        .flag(o.primary())
        .flag(o.nullsNotDistinct())
        .flag(o.valid())
        .list(o.keys(), this::indexKey)
        .list(o.includedAttnums(), attnum -> number(attnum))
        .text(o.predicateSql())
        .map(o.options());
  }

  private void indexKey(IndexKey k) {
    number(k.attnum())
        .text(k.expressionSql())
        .number(k.typeOid())
        .number(k.typmod())
        .storage(k.storage())
        .number(k.opclassOid())
        .flag(k.descending())
        .flag(k.nullsFirst());
  }

  private void sequence(Sequence o) {
    kind(CatalogCodec.SEQUENCE)
        .number(o.oid())
        .number(o.schemaOid())
        .text(o.name())
        .number(o.ownerOid())
        .number(o.typeOid())
        .number(o.start())
        .number(o.increment())
        .number(o.minimum())
        .number(o.maximum())
        .number(o.cache())
        .flag(o.cycle())
        .number(o.ownedByTableOid())
        .number(o.ownedByAttnum());
  }

  private CatalogWriter kind(int kind) {
    into.writeUnsignedByte(kind);
    into.writeUnsignedByte(CatalogCodec.VERSION);
    return this;
  }

  private CatalogWriter number(long value) {
    into.writeStopBit(value);
    return this;
  }

  private CatalogWriter flag(boolean value) {
    into.writeUnsignedByte(value ? 1 : 0);
    return this;
  }

  private CatalogWriter text(@Nullable String value) {
    if (value == null) {
      return number(-1);
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    into.write(utf8);
    return this;
  }

  private CatalogWriter storage(StorageType type) {
    return text(type.kind().name()).number(type.width());
  }

  private <T> CatalogWriter list(List<T> values, Consumer<? super T> each) {
    number(values.size());
    values.forEach(each);
    return this;
  }

  /// In the map's order, which is shown to users.
  private CatalogWriter map(Map<String, String> values) {
    number(values.size());
    values.forEach((key, value) -> text(key).text(value));
    return this;
  }
}
