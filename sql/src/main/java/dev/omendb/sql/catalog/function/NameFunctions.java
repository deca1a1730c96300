package dev.omendb.sql.catalog.function;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.catalog.Relation.Attribute;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.CatalogNames;
import dev.omendb.sql.type.CatalogNames.Kind;
import dev.omendb.sql.type.TypeNames;

/// format_type, to_regclass and its family, pg_get_serial_sequence.
final class NameFunctions {
  private NameFunctions() {}

  static void addTo(Implementations into) {
    into.row("format_type", NameFunctions::formatType);
    into.row("pg_get_serial_sequence", NameFunctions::serialSequence);
    add(into, "to_regclass", Kind.CLASS);
    add(into, "to_regtype", Kind.TYPE);
    add(into, "to_regproc", Kind.PROC);
    add(into, "to_regprocedure", Kind.PROCEDURE);
    add(into, "to_regoper", Kind.OPER);
    add(into, "to_regoperator", Kind.OPERATOR);
    add(into, "to_regnamespace", Kind.NAMESPACE);
    add(into, "to_regrole", Kind.ROLE);
    add(into, "to_regcollation", Kind.COLLATION);
  }

  private static void formatType(CallContext context, Column[] a, int row, Column result) {
    if (a[0].isNull(row)) {
      result.appendNull();
      return;
    }
    CatalogView view = CatalogView.of(context);
    int oid = (int) number(a[0], row);
    put(
        result,
        a[1].isNull(row)
            ? ObjectNames.type(view, oid)
            : TypeNames.format(view.types(), oid, (int) number(a[1], row), view.searchPath()));
  }

  /// NULL instead of an error when there is no such object; a syntax error stays one.
  private static void add(Implementations into, String symbol, Kind kind) {
    into.row(
        symbol,
        (context, a, i, r) -> {
          try {
            put(r, context.service(CatalogNames.class).resolve(kind, text(a[0], i)));
          } catch (DatabaseException e) {
            if (!isMissing(e.state())) {
              throw e;
            }
            r.appendNull();
          }
        });
  }

  private static boolean isMissing(SqlState state) {
    return state == SqlState.UNDEFINED_TABLE
        || state == SqlState.UNDEFINED_OBJECT
        || state == SqlState.UNDEFINED_FUNCTION
        || state == SqlState.INVALID_SCHEMA_NAME
        || state == SqlState.AMBIGUOUS_FUNCTION;
  }

  private static void serialSequence(CallContext context, Column[] a, int row, Column result) {
    CatalogView view = CatalogView.of(context);
    long oid = context.service(CatalogNames.class).resolve(Kind.CLASS, text(a[0], row));
    Relation table = view.relation(oid).orElseThrow();
    String column = text(a[1], row);
    Attribute attribute =
        table.attributes().stream()
            .filter(c -> !c.dropped() && c.name().equals(column))
            .findFirst()
            .orElseThrow(
                () ->
                    new DatabaseException(
                        SqlState.UNDEFINED_COLUMN,
                        "column \"%s\" of relation \"%s\" does not exist"
                            .formatted(column, table.name())));
    for (Sequence sequence : view.catalog().all(Sequence.class)) {
      if (sequence.ownedByTableOid() == oid && sequence.ownedByAttnum() == attribute.attnum()) {
        put(result, view.qualified(view.relation(sequence.oid()).orElseThrow()));
        return;
      }
    }
    result.appendNull();
  }
}
