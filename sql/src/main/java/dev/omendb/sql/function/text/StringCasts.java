package dev.omendb.sql.function.text;

import static dev.omendb.sql.function.Values.flag;
import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.Utf8;
import dev.omendb.sql.type.text.NameType;
import java.nio.charset.StandardCharsets;

/// Casts among text, varchar, character(n), name and "char", and the length coercions that every
/// type with a modifier has.
final class StringCasts {
  private StringCasts() {}

  static void addTo(Implementations into) {
    into.row("text_name", (c, a, i, r) -> toName(a[0], i, false, r));
    into.row("bpchar_name", (c, a, i, r) -> toName(a[0], i, true, r));
    into.row("name_text", (c, a, i, r) -> r.appendFrom(a[0], i));
    into.row("name_bpchar", (c, a, i, r) -> r.appendFrom(a[0], i));
    into.row("char_text", (c, a, i, r) -> r.appendFrom(a[0], i));
    into.row("char_bpchar", (c, a, i, r) -> r.appendFrom(a[0], i));
    into.row("text_char", StringCasts::toChar);
    into.row("chartoi4", StringCasts::charToInteger);
    into.row("i4tochar", StringCasts::integerToChar);
    into.row("nameconcatoid", StringCasts::nameAndOid);
    String[] withModifier = {
      "bpchar",
      "varchar",
      "bit",
      "varbit",
      "numeric",
      "timestamp_scale",
      "timestamptz_scale",
      "time_scale",
      "timetz_scale",
      "interval_scale",
      "vector",
      "halfvec",
      "sparsevec"
    };
    for (String symbol : withModifier) {
      into.typedRow(
          symbol,
          (types, result) ->
              (c, a, i, r) -> {
                boolean explicit = a.length > 2 && flag(a[2], i);
                types.get(0).coerce(a[0], i, integer(a[1], i), explicit, r);
              });
    }
  }

  private static void toName(Column argument, int row, boolean padded, Column result) {
    BytesColumn source = (BytesColumn) argument;
    int from = source.offset(row);
    int end = Utf8.clip(source.heap(), from, from + source.length(row), NameType.MAX_BYTES);
    while (padded && end > from && source.heap()[end - 1] == ' ') {
      end--;
    }
    ((BytesColumn) result).append(source.heap(), from, end - from);
  }

  private static void toChar(CallContext context, Column[] arguments, int row, Column result) {
    BytesColumn source = (BytesColumn) arguments[0];
    ((BytesColumn) result)
        .append(source.heap(), source.offset(row), Math.min(1, source.length(row)));
  }

  private static void charToInteger(
      CallContext context, Column[] arguments, int row, Column result) {
    BytesColumn source = (BytesColumn) arguments[0];
    put(result, source.length(row) == 0 ? 0 : source.heap()[source.offset(row)]);
  }

  private static void integerToChar(
      CallContext context, Column[] arguments, int row, Column result) {
    int value = integer(arguments[0], row);
    if (value < Byte.MIN_VALUE || value > Byte.MAX_VALUE) {
      throw new DatabaseException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "\"char\" out of range");
    }
    put(result, value == 0 ? new byte[0] : new byte[] {(byte) value});
  }

  private static void nameAndOid(CallContext context, Column[] arguments, int row, Column result) {
    String name = text(arguments[0], row);
    String suffix = "_" + number(arguments[1], row);
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int end = Utf8.clip(bytes, 0, bytes.length, NameType.MAX_BYTES - suffix.length());
    put(result, new String(bytes, 0, end, StandardCharsets.UTF_8) + suffix);
  }
}
