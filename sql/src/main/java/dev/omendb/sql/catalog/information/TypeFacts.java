package dev.omendb.sql.catalog.information;

import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.TypeNames;
import dev.omendb.sql.type.TypeOids;
import org.jspecify.annotations.Nullable;

/// What information_schema says about a column's or parameter's type.
final class TypeFacts {
  private static final int MAX_OCTETS = 1 << 30;
  private static final int UTF8_MAX_BYTES = 4;
  private static final int DEFAULT_TIME_PRECISION = 6;

  private TypeFacts() {}

  /// `ARRAY`, `integer`, `USER-DEFINED`.
  static String dataType(CatalogView view, PgType type) {
    if (type.isArray() && type.info().storage() != 'p') {
      return "ARRAY";
    }
    return type.info().schema().equals(TypeInfo.CATALOG_SCHEMA)
        ? TypeNames.format(view.types(), type.oid())
        : "USER-DEFINED";
  }

  static void putName(CatalogView view, PgType type, RowWriter rows) {
    rows.put("data_type", dataType(view, type))
        .put("udt_catalog", view.context().databaseName())
        .put("udt_schema", type.info().schema())
        .put("udt_name", type.name());
  }

  /// Lengths and precisions of a column.
  static void putModifiers(PgType type, int typmod, RowWriter rows) {
    rows.put("character_maximum_length", length(type, typmod))
        .put("character_octet_length", octets(type, typmod))
        .put("numeric_precision", precision(type, typmod))
        .put("numeric_precision_radix", radix(type))
        .put("numeric_scale", scale(type, typmod))
        .put("datetime_precision", timePrecision(type, typmod));
  }

  private static @Nullable Integer length(PgType type, int typmod) {
    if (typmod < 0) {
      return null;
    }
    return switch (type.oid()) {
      case TypeOids.BPCHAR, TypeOids.VARCHAR -> typmod - 4;
      case TypeOids.BIT, TypeOids.VARBIT -> typmod;
      default -> null;
    };
  }

  private static @Nullable Integer octets(PgType type, int typmod) {
    return switch (type.oid()) {
      case TypeOids.TEXT -> MAX_OCTETS;
      case TypeOids.BPCHAR, TypeOids.VARCHAR ->
          typmod < 0 ? MAX_OCTETS : (typmod - 4) * UTF8_MAX_BYTES;
      default -> null;
    };
  }

  static @Nullable Integer precision(PgType type, int typmod) {
    return switch (type.oid()) {
      case TypeOids.INT2 -> 16;
      case TypeOids.INT4 -> 32;
      case TypeOids.INT8 -> 64;
      case TypeOids.FLOAT4 -> 24;
      case TypeOids.FLOAT8 -> 53;
      case TypeOids.NUMERIC -> typmod < 0 ? null : ((typmod - 4) >> 16) & 0xFFFF;
      default -> null;
    };
  }

  static @Nullable Integer radix(PgType type) {
    return switch (type.oid()) {
      case TypeOids.INT2, TypeOids.INT4, TypeOids.INT8, TypeOids.FLOAT4, TypeOids.FLOAT8 -> 2;
      case TypeOids.NUMERIC -> 10;
      default -> null;
    };
  }

  static @Nullable Integer scale(PgType type, int typmod) {
    return switch (type.oid()) {
      case TypeOids.INT2, TypeOids.INT4, TypeOids.INT8 -> 0;
      case TypeOids.NUMERIC -> typmod < 0 ? null : (typmod - 4) & 0xFFFF;
      default -> null;
    };
  }

  private static @Nullable Integer timePrecision(PgType type, int typmod) {
    return switch (type.oid()) {
      case TypeOids.DATE -> 0;
      case TypeOids.TIME, TypeOids.TIMETZ, TypeOids.TIMESTAMP, TypeOids.TIMESTAMPTZ ->
          typmod < 0 ? DEFAULT_TIME_PRECISION : typmod;
      case TypeOids.INTERVAL ->
          typmod < 0 || (typmod & 0xFFFF) == 0xFFFF ? DEFAULT_TIME_PRECISION : typmod & 0xFFFF;
      default -> null;
    };
  }

  static String yesNo(boolean value) {
    return value ? "YES" : "NO";
  }
}
