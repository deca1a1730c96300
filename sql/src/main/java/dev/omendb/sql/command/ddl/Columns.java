package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.MissingValue;
import dev.omendb.engine.column.StorageType;
import dev.omendb.sql.plan.rex.PgRelType;
import org.jspecify.annotations.Nullable;

/// Makes columns, and changed copies of them.
final class Columns {
  private Columns() {}

  static Column plain(int attnum, String name, PgRelType type) {
    return new Column(
        attnum,
        name,
        Integer.toUnsignedLong(type.type().oid()),
        type.typmod(),
        type.type().storage(type.typmod()),
        false,
        null,
        '\0',
        '\0',
        false,
        null);
  }

  static Column notNull(Column c, boolean notNull) {
    return new Column(
        c.attnum(), c.name(), c.typeOid(), c.typmod(), c.storage(), notNull, c.defaultSql(),
        c.identity(), c.generated(), c.dropped(), c.missing());
  }

  static Column defaultSql(Column c, @Nullable String sql) {
    return new Column(
        c.attnum(), c.name(), c.typeOid(), c.typmod(), c.storage(), c.notNull(), sql,
        c.identity(), c.generated(), c.dropped(), c.missing());
  }

  static Column identity(Column c, char identity) {
    return new Column(
        c.attnum(), c.name(), c.typeOid(), c.typmod(), c.storage(), c.notNull() || identity != 0,
        c.defaultSql(), identity, c.generated(), c.dropped(), c.missing());
  }

  static Column generated(Column c, char generated, @Nullable String sql) {
    return new Column(
        c.attnum(), c.name(), c.typeOid(), c.typmod(), c.storage(), c.notNull(), sql,
        c.identity(), generated, c.dropped(), c.missing());
  }

  static Column renamed(Column c, String name) {
    return new Column(
        c.attnum(), name, c.typeOid(), c.typmod(), c.storage(), c.notNull(), c.defaultSql(),
        c.identity(), c.generated(), c.dropped(), c.missing());
  }

  static Column missing(Column c, @Nullable MissingValue missing) {
    return new Column(
        c.attnum(), c.name(), c.typeOid(), c.typmod(), c.storage(), c.notNull(), c.defaultSql(),
        c.identity(), c.generated(), c.dropped(), missing);
  }

  /// The column with another type; values of older rows have been rewritten.
  static Column typed(Column c, PgRelType type) {
    return new Column(
        c.attnum(), c.name(), Integer.toUnsignedLong(type.type().oid()), type.typmod(),
        type.type().storage(type.typmod()), c.notNull(), c.defaultSql(), c.identity(),
        c.generated(), c.dropped(), c.missing());
  }

  static Column moved(Column c, int attnum) {
    return new Column(
        attnum, c.name(), c.typeOid(), c.typmod(), c.storage(), c.notNull(), c.defaultSql(),
        c.identity(), c.generated(), c.dropped(), c.missing());
  }

  /// What remains of a dropped column: its place and its storage. The type becomes one that exists
  /// for ever.
  static Column dropped(Column c) {
    return new Column(
        c.attnum(), "........pg.dropped." + c.attnum() + "........", carrier(c.storage()), -1,
        c.storage(), false, null, '\0', '\0', true, c.missing());
  }

  /// A built-in type whose values are carried as this storage carries them.
  private static long carrier(StorageType storage) {
    return switch (storage.kind()) {
      case BOOL, INT2, INT4, INT8 -> 20;
      case FLOAT4, FLOAT8 -> 701;
      case FIXED, VARIABLE -> 17;
    };
  }
}
