package dev.omendb.sql.type;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Type names as SQL spells them: reads them (regtype, to_regtype) and prints them (format_type).
public final class TypeNames {
  /// SQL spellings of built-in types that are not their internal names.
  static final Map<String, String> SPELLINGS =
      Map.ofEntries(
          Map.entry("int", "int4"),
          Map.entry("integer", "int4"),
          Map.entry("smallint", "int2"),
          Map.entry("bigint", "int8"),
          Map.entry("real", "float4"),
          Map.entry("float", "float8"),
          Map.entry("double precision", "float8"),
          Map.entry("decimal", "numeric"),
          Map.entry("dec", "numeric"),
          Map.entry("boolean", "bool"),
          Map.entry("character", "bpchar"),
          Map.entry("nchar", "bpchar"),
          Map.entry("national character", "bpchar"),
          Map.entry("national char", "bpchar"),
          Map.entry("character varying", "varchar"),
          Map.entry("char varying", "varchar"),
          Map.entry("nchar varying", "varchar"),
          Map.entry("national character varying", "varchar"),
          Map.entry("national char varying", "varchar"),
          Map.entry("bit varying", "varbit"),
          Map.entry("time without time zone", "time"),
          Map.entry("time with time zone", "timetz"),
          Map.entry("timestamp without time zone", "timestamp"),
          Map.entry("timestamp with time zone", "timestamptz"));

  private TypeNames() {}

  /// format_type(oid, typmod): `character varying(10)`, `integer[]`; `-` for 0, `???` for none. A
  /// modifier of -1 that is known prints char and bit as `bpchar` and `"bit"`, since `character`
  /// and `bit` alone mean one character.
  public static String format(Types types, int oid, int typmod) {
    if (oid == 0) {
      return "-";
    }
    Optional<PgType> found = types.find(oid);
    if (found.isEmpty()) {
      return "???";
    }
    PgType type = found.get();
    Optional<PgType> element =
        type.info().storage() == 'p' ? Optional.empty() : types.elementOf(type);
    if (element.isPresent()) {
      return format(types, element.get().oid(), typmod) + "[]";
    }
    if (typmod < 0 && oid == TypeOids.BPCHAR) {
      return "bpchar";
    }
    return typmod < 0 && oid == TypeOids.BIT ? "\"bit\"" : type.displayName(typmod);
  }

  /// format_type(oid, NULL), and the name in error messages: `character`.
  public static String format(Types types, int oid) {
    return oid == 0 ? "-" : types.find(oid).map(t -> t.displayName(-1)).orElse("???");
  }

  /// As [#format(Types, int, int)], with the schema before the name unless the search path shows
  /// the type.
  public static String format(Types types, int oid, int typmod, List<String> searchPath) {
    Optional<PgType> found = types.find(oid);
    String plain = format(types, oid, typmod);
    if (found.isEmpty()) {
      return plain;
    }
    String schema = found.get().info().schema();
    boolean visible = schema.equals(TypeInfo.CATALOG_SCHEMA) || searchPath.contains(schema);
    return visible ? plain : quoteIdentifier(schema) + "." + plain;
  }

  /// quote_ident: quotes unless lower-case letters, digits and underscores, and no key word.
  public static String quoteIdentifier(String name) {
    boolean safe = !name.isEmpty() && !Character.isDigit(name.charAt(0));
    for (int i = 0; safe && i < name.length(); i++) {
      char c = name.charAt(i);
      safe = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
    return safe && !Keywords.needsQuotes(name) ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
