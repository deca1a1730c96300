package dev.omendb.sql.catalog.function;

import static dev.omendb.sql.function.Values.flag;
import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.CatalogView.TableConstraint;
import dev.omendb.sql.catalog.definition.ConstraintText;
import dev.omendb.sql.catalog.definition.IndexText;
import dev.omendb.sql.catalog.definition.PrettyText;
import dev.omendb.sql.catalog.definition.ShownText;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.Values;
import dev.omendb.sql.type.CatalogNames;
import org.jspecify.annotations.Nullable;

/// pg_get_expr, pg_get_constraintdef, pg_get_indexdef, pg_get_viewdef: the SQL that makes an
/// object. NULL for an oid that nothing has.
final class DefinitionFunctions {
  private DefinitionFunctions() {}

  static void addTo(Implementations into) {
    into.row("pg_get_expr", (c, a, i, r) -> put(r, expression(c, text(a[0], i), false)));
    into.row(
        "pg_get_expr_ext", (c, a, i, r) -> put(r, expression(c, text(a[0], i), flag(a[2], i))));
    into.row("pg_get_constraintdef", (c, a, i, r) -> put(r, constraint(c, a, i, false)));
    into.row(
        "pg_get_constraintdef_ext",
        (c, a, i, r) -> put(r, constraint(c, a, i, flag(a[1], i))));
    into.row("pg_get_indexdef", (c, a, i, r) -> put(r, index(c, number(a[0], i), 0, false)));
    into.row(
        "pg_get_indexdef_ext",
        (c, a, i, r) -> put(r, index(c, number(a[0], i), integer(a[1], i), flag(a[2], i))));
    into.row("pg_get_viewdef", (c, a, i, r) -> put(r, view(c, number(a[0], i))));
    into.row("pg_get_viewdef_ext", (c, a, i, r) -> put(r, view(c, number(a[0], i))));
    into.row("pg_get_viewdef_wrap", (c, a, i, r) -> put(r, view(c, number(a[0], i))));
    into.row("pg_get_viewdef_name", (c, a, i, r) -> put(r, view(c, named(c, a, i))));
    into.row("pg_get_viewdef_name_ext", (c, a, i, r) -> put(r, view(c, named(c, a, i))));
    into.row("pg_get_ruledef", (c, a, i, r) -> put(r, rule(c, number(a[0], i))));
    into.row("pg_get_ruledef_ext", (c, a, i, r) -> put(r, rule(c, number(a[0], i))));
    // There are no triggers, partitions or extended statistics that these could describe.
    for (String symbol :
        new String[] {
          "pg_get_triggerdef", "pg_get_triggerdef_ext", "pg_get_partkeydef",
          "pg_get_partition_constraintdef", "pg_get_statisticsobjdef",
          "pg_get_statisticsobjdef_columns", "pg_get_statisticsobjdef_expressions",
          "pg_get_replica_identity_index"
        }) {
      into.row(symbol, (c, a, i, r) -> r.appendNull());
    }
  }

  private static void put(Column result, @Nullable String text) {
    if (text == null) {
      result.appendNull();
    } else {
      Values.put(result, text);
    }
  }

  private static String expression(CallContext context, String stored, boolean pretty) {
    String shown = ShownText.of(CatalogView.of(context), stored);
    return pretty ? PrettyText.of(shown) : shown;
  }

  private static @Nullable String constraint(
      CallContext context, Column[] arguments, int row, boolean pretty) {
    CatalogView view = CatalogView.of(context);
    long oid = number(arguments[0], row);
    for (TableConstraint each : view.constraints()) {
      if (each.constraint().oid() == oid) {
        return ConstraintText.of(view, each, pretty);
      }
    }
    return null;
  }

  private static @Nullable String index(
      CallContext context, long oid, int column, boolean pretty) {
    CatalogView view = CatalogView.of(context);
    Index index = view.catalog().find(Index.class, oid).orElse(null);
    if (index == null) {
      return null;
    }
    return column == 0
        ? IndexText.of(view, index, pretty)
        : IndexText.column(view, index, column, pretty);
  }

  private static long named(CallContext context, Column[] arguments, int row) {
    return context
        .service(CatalogNames.class)
        .resolve(CatalogNames.Kind.CLASS, text(arguments[0], row));
  }

  private static @Nullable String view(CallContext context, long oid) {
    CatalogView view = CatalogView.of(context);
    return view.catalog()
        .find(View.class, oid)
        .map(v -> " " + ShownText.of(view, v.querySql()) + ";")
        .orElse(null);
  }

  /// Only views have rules: their oid is the view's with the highest bit set.
  private static @Nullable String rule(CallContext context, long oid) {
    CatalogView view = CatalogView.of(context);
    long viewOid = oid & 0x7FFF_FFFFL;
    String query = view(context, viewOid);
    return query == null
        ? null
        : "CREATE RULE \"_RETURN\" AS\n    ON SELECT TO %s DO INSTEAD %s"
            .formatted(view.qualified(view.relation(viewOid).orElseThrow()), query);
  }
}
