package dev.omendb.sql.function.compare;

import dev.omendb.engine.column.LongColumn;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.PgType;

/// `<`, `<=`, `=`, `<>`, `>=`, `>`, three-way comparison, larger and smaller for every type whose
/// two sides have the same storage.
public final class Comparisons {
  private static final String[] TYPES = {
    "bool",
    "char",
    "name",
    "int2",
    "int24",
    "int28",
    "int4",
    "int42",
    "int48",
    "int8",
    "int82",
    "int84",
    "float4",
    "float48",
    "float8",
    "float84",
    "oid",
    "oidvector",
    "text_",
    "bpchar",
    "bytea",
    "date_",
    "time_",
    "timetz_",
    "timestamp_",
    "interval_",
    "numeric_",
    "uuid_",
    "jsonb_",
    "array_",
    "bit",
    "enum_",
    "record_",
    "xid8",
    "pg_lsn_",
    "vector_",
    "halfvec_",
    "sparsevec_"
  };
  private static final String[] ENDINGS = {"lt", "le", "eq", "ne", "ge", "gt"};
  private static final String[] THREE_WAY = {
    "btboolcmp",
    "btint2cmp",
    "btint4cmp",
    "btint8cmp",
    "btint24cmp",
    "btint28cmp",
    "btint42cmp",
    "btint48cmp",
    "btint82cmp",
    "btint84cmp",
    "btfloat4cmp",
    "btfloat8cmp",
    "btfloat48cmp",
    "btfloat84cmp",
    "btoidcmp",
    "btcharcmp",
    "btnamecmp",
    "bttextcmp",
    "btarraycmp",
    "btoidvectorcmp",
    "btrecordcmp",
    "btrecordimagecmp",
    "bttext_pattern_cmp",
    "btbpchar_pattern_cmp",
    "btnametextcmp",
    "bttextnamecmp",
    "bpcharcmp",
    "byteacmp",
    "date_cmp",
    "time_cmp",
    "timetz_cmp",
    "timestamp_cmp",
    "interval_cmp",
    "numeric_cmp",
    "uuid_cmp",
    "jsonb_cmp",
    "bitcmp",
    "enum_cmp",
    "xid8cmp",
    "pg_lsn_cmp",
    "vector_cmp",
    "halfvec_cmp",
    "sparsevec_cmp"
  };
  private static final String[] EXTREMES = {
    "int2",
    "int4",
    "int8",
    "oid",
    "float4",
    "float8",
    "text_",
    "bpchar_",
    "array_",
    "date_",
    "time_",
    "timetz_",
    "timestamp_",
    "interval_",
    "numeric_",
    "enum_",
    "xid8_",
    "pg_lsn_"
  };

  private Comparisons() {}

  public static void addTo(Implementations into) {
    for (String type : TYPES) {
      for (Comparison comparison : Comparison.values()) {
        String symbol = type + ENDINGS[comparison.ordinal()];
        into.kernel(
            symbol.equals("text_eq") ? "texteq" : symbol.equals("text_ne") ? "textne" : symbol,
            new TypeComparison(comparison, null));
      }
    }
    String[] mixed = {
      "namelttext",
      "nameletext",
      "nameeqtext",
      "namenetext",
      "namegetext",
      "namegttext",
      "textltname",
      "textlename",
      "texteqname",
      "textnename",
      "textgename",
      "textgtname"
    };
    for (int i = 0; i < mixed.length; i++) {
      into.kernel(mixed[i], new TypeComparison(Comparison.values()[i % 6], null));
    }
    for (String type : new String[] {"text_pattern_", "bpchar_pattern_", "record_image_"}) {
      for (Comparison comparison : Comparison.values()) {
        String ending = ENDINGS[comparison.ordinal()];
        boolean exists = type.startsWith("record") || !ending.equals("eq") && !ending.equals("ne");
        if (exists) {
          into.kernel(type + ending, new TypeComparison(comparison, null));
        }
      }
    }
    into.kernel("xideq", new TypeComparison(Comparison.EQUAL, null));
    into.kernel("xidneq", new TypeComparison(Comparison.NOT_EQUAL, null));
    into.kernel("cideq", new TypeComparison(Comparison.EQUAL, null));
    for (String symbol : THREE_WAY) {
      into.typedRow(
          symbol,
          (types, resultType) -> {
            PgType type = types.get(0);
            return (context, arguments, row, result) ->
                ((LongColumn) result)
                    .append(Integer.signum(type.compare(arguments[0], row, arguments[1], row)));
          });
    }
    for (String type : EXTREMES) {
      extreme(into, type + "larger", 1);
      extreme(into, type + "smaller", -1);
    }
  }

  private static void extreme(Implementations into, String symbol, int sign) {
    into.typedRow(
        symbol,
        (types, resultType) -> {
          PgType type = types.get(0);
          return (context, arguments, row, result) -> {
            int order = type.compare(arguments[0], row, arguments[1], row) * sign;
            result.appendFrom(order > 0 ? arguments[0] : arguments[1], row);
          };
        });
  }
}
