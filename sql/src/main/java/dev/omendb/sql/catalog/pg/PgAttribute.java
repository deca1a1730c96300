package dev.omendb.sql.catalog.pg;

import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.catalog.Relation.Attribute;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeInfo;
import dev.omendb.sql.type.TypeOids;
import java.util.List;

/// pg_attribute: columns, dropped and system ones included; pg_attrdef: their defaults.
final class PgAttribute {
  static final int DEFAULT_COLLATION = 100;
  private static final int C_COLLATION = 950;

  private static final List<Attribute> SYSTEM =
      List.of(
          system(-1, "ctid", TypeOids.TID),
          system(-2, "xmin", TypeOids.XID),
          system(-3, "cmin", TypeOids.CID),
          system(-4, "xmax", TypeOids.XID),
          system(-5, "cmax", TypeOids.CID),
          system(-6, "tableoid", TypeOids.OID));

  private PgAttribute() {}

  private static Attribute system(int attnum, String name, int type) {
    return new Attribute(
        attnum, name, type, -1, true, null, (char) 0, (char) 0, false, false);
  }

  static void write(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      if (relation.kind() == 'r' || relation.kind() == 'S') {
        SYSTEM.forEach(attribute -> write(view, relation, attribute, rows));
      }
      relation.attributes().forEach(attribute -> write(view, relation, attribute, rows));
    }
  }

  private static void write(
      CatalogView view, Relation relation, Attribute attribute, RowWriter rows) {
    TypeInfo type = view.types().find((int) attribute.typeOid()).map(PgType::info).orElse(null);
    if (type != null) {
      rows.put("attlen", type.length())
          .put("attbyval", type.passedByValue())
          .put("attalign", String.valueOf(type.alignment()))
          .put("attstorage", String.valueOf(type.storage()))
          .put("attcollation", collation(type));
    }
    rows.put("attrelid", relation.oid())
        .put("attname", attribute.name())
        .put("atttypid", attribute.typeOid())
        .put("attstattarget", attribute.attnum() > 0 ? -1 : 0)
        .put("attnum", attribute.attnum())
        .put("attndims", type != null && type.category() == 'A' ? 1 : 0)
        .put("attcacheoff", -1)
        .put("atttypmod", attribute.typmod())
        .put("attnotnull", attribute.notNull())
        .put("atthasdef", attribute.defaultSql() != null)
        .put("atthasmissing", attribute.hasMissing())
        .put("attidentity", code(attribute.identity()))
        .put("attgenerated", code(attribute.generated()))
        .put("attisdropped", attribute.dropped())
        .put("attislocal", true)
        .end();
  }

  private static String code(char value) {
    return value == 0 ? "" : String.valueOf(value);
  }

  /// typcollation: names compare by bytes, other strings by the database's collation.
  static int collation(TypeInfo type) {
    int oid = type.category() == 'A' ? type.elementOid() : type.oid();
    return switch (oid) {
      case TypeOids.NAME -> C_COLLATION;
      case TypeOids.TEXT, TypeOids.VARCHAR, TypeOids.BPCHAR, TypeOids.PG_NODE_TREE ->
          DEFAULT_COLLATION;
      default -> 0;
    };
  }

  static void writeDefaults(CatalogView view, RowWriter rows) {
    for (Relation relation : view.relations()) {
      for (Attribute attribute : relation.attributes()) {
        if (attribute.defaultSql() != null) {
          rows.put("oid", defaultOid(relation, attribute))
              .put("adrelid", relation.oid())
              .put("adnum", attribute.attnum())
              .put("adbin", attribute.defaultSql())
              .end();
        }
      }
    }
  }

  /// Defaults have no oid of their own: one that no stored object has, above the range they are
  /// drawn from.
  static long defaultOid(Relation relation, Attribute attribute) {
    return 0x8000_0000L | (relation.oid() * 1600 + attribute.attnum()) & 0x7FFF_FFFFL;
  }
}
