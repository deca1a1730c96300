package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.EnumType;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// pg_type and pg_enum.
final class TypeTables {
  /// The input function of array types.
  private static final int ARRAY_IN = 750;

  private static final int ARRAY_ANALYZE = 3816;

  private static final Map<Integer, Integer> SUBSCRIPT_OF_FIXED = Map.of(19, 6180, 600, 6180);

  private TypeTables() {}

  static void write(CatalogView view, RowWriter rows) {
    Map<Long, Long> owners = new HashMap<>();
    for (EnumType type : view.catalog().all(EnumType.class)) {
      owners.put(type.oid(), type.ownerOid());
      owners.put(type.arrayOid(), type.ownerOid());
    }
    for (PgType type : view.allTypes()) {
      write(view, type, owners.getOrDefault((long) type.oid(), CatalogView.SUPERUSER), rows);
    }
  }

  private static void write(
      CatalogView view, PgType type, long owner, RowWriter rows) {
    TypeInfo info = type.info();
    boolean array = type.isArray() && info.storage() != 'p';
    rows.put("oid", (long) info.oid())
        .put("typname", info.name())
        .put("typnamespace", view.schemaOid(info.schema()))
        .put("typowner", owner)
        .put("typlen", info.length())
        .put("typbyval", info.passedByValue())
        .put("typtype", String.valueOf(info.kind()))
        .put("typcategory", String.valueOf(info.category()))
        .put("typispreferred", info.preferred())
        .put("typisdefined", true)
        .put("typdelim", String.valueOf(info.delimiter()))
        .put("typsubscript", subscript(type, array))
        .put("typelem", info.elementOid())
        .put("typarray", info.arrayOid())
        .put("typinput", array ? ARRAY_IN : support(info, "in"))
        .put("typoutput", array ? 751 : support(info, "out"))
        .put("typreceive", array ? 2400 : support(info, "recv"))
        .put("typsend", array ? 2401 : support(info, "send"))
        .put("typmodin", modifiers(view, type, "typmodin", "_typmod_in"))
        .put("typmodout", modifiers(view, type, "typmodout", "_typmod_out"))
        .put("typanalyze", array ? ARRAY_ANALYZE : 0)
        .put("typalign", String.valueOf(info.alignment()))
        .put("typstorage", String.valueOf(info.storage()))
        .put("typtypmod", -1)
        .put("typcollation", PgAttribute.collation(info))
        .end();
  }

  private static int subscript(PgType type, boolean array) {
    if (array || type.isArray()) {
      return 6179;
    }
    return SUBSCRIPT_OF_FIXED.getOrDefault(type.oid(), 0);
  }

  /// `int4in`, `enum_in`, `vector_in`: the function of this name, or none.
  private static int support(TypeInfo info, String suffix) {
    String base =
        switch (info.kind()) {
          case 'e' -> "enum_";
          case 'r' -> "range_";
          case 'm' -> "multirange_";
          default -> info.name();
        };
    int found = function(base + suffix);
    return found != 0 ? found : function(base + "_" + suffix);
  }

  private static int modifiers(
      CatalogView view, PgType type, String shortSuffix, String longSuffix) {
    PgType base = type;
    if (type.isArray()) {
      base = view.types().elementOf(type).orElse(type);
    }
    int found = function(base.name() + shortSuffix);
    return found != 0 ? found : function(base.name() + longSuffix);
  }

  private static int function(String name) {
    List<Function> found = Functions.standard().byName(name);
    return found.isEmpty() ? 0 : found.getFirst().oid();
  }

  static void writeEnums(CatalogView view, RowWriter rows) {
    for (EnumType type : view.catalog().all(EnumType.class)) {
      if (view.hasSchema(type.schemaOid())) {
        for (int i = 0; i < type.labels().size(); i++) {
          rows.put("oid", 0x8000_0000L | (type.oid() * 4096 + i) & 0x7FFF_FFFFL)
              .put("enumtypid", type.oid())
              .put("enumsortorder", i + 1.0)
              .put("enumlabel", type.labels().get(i))
              .end();
        }
      }
    }
  }
}
