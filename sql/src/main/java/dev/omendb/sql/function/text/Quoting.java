package dev.omendb.sql.function.text;

import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.sql.function.Implementations;
import java.util.Set;

/// quote_ident, quote_literal, quote_nullable.
public final class Quoting {
  /// PostgreSQL's keywords that are not plainly unreserved: as identifiers they need quotes.
  private static final Set<String> KEYWORDS =
      Set.of(
          ("all analyse analyze and any array as asc asymmetric authorization between bigint binary"
                  + " bit boolean both case cast char character check coalesce collate collation"
                  + " column concurrently constraint create cross current_catalog current_date"
                  + " current_role current_schema current_time current_timestamp current_user dec"
                  + " decimal default deferrable desc distinct do else end except exists extract"
                  + " false fetch float for foreign freeze from full grant greatest group grouping"
                  + " having ilike in initially inner inout int integer intersect interval into is"
                  + " isnull join lateral leading least left like limit localtime localtimestamp"
                  + " national natural nchar none normalize not notnull null nullif numeric offset"
                  + " on only or order out outer overlaps overlay placing position precision"
                  + " primary real references returning right row select session_user setof"
                  + " similar smallint some substring symmetric table tablesample then time"
                  + " timestamp to trailing treat trim true union unique user using values varchar"
                  + " variadic verbose when where window with xmlattributes xmlconcat xmlelement"
                  + " xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize"
                  + " xmltable")
              .split(" "));

  private Quoting() {}

  static void addTo(Implementations into) {
    into.row("quote_ident", (c, a, i, r) -> put(r, identifier(text(a[0], i))));
    into.row("quote_literal", (c, a, i, r) -> put(r, literal(text(a[0], i))));
    into.typedRow(
        "quote_literal(anyelement)",
        (types, type) ->
            (c, a, i, r) -> put(r, literal(TextFunctions.formatted(c, types.get(0), a[0], i))));
    into.row(
        "quote_nullable", (c, a, i, r) -> put(r, a[0].isNull(i) ? "NULL" : literal(text(a[0], i))));
    into.typedRow(
        "quote_nullable(anyelement)",
        (types, type) ->
            (c, a, i, r) ->
                put(
                    r,
                    a[0].isNull(i)
                        ? "NULL"
                        : literal(TextFunctions.formatted(c, types.get(0), a[0], i))));
  }

  /// A name as SQL: quoted when it must be.
  public static String identifier(String name) {
    boolean plain = !name.isEmpty() && !KEYWORDS.contains(name);
    for (int i = 0; plain && i < name.length(); i++) {
      char c = name.charAt(i);
      plain = c >= 'a' && c <= 'z' || c == '_' || i > 0 && c >= '0' && c <= '9';
    }
    return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /// A string as an SQL literal.
  public static String literal(String text) {
    String quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
    return text.indexOf('\\') >= 0 ? "E" + quoted : quoted;
  }
}
