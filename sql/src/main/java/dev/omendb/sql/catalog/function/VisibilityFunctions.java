package dev.omendb.sql.catalog.function;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.Operator;
import dev.omendb.sql.function.OperatorClasses;
import dev.omendb.sql.function.Operators;
import java.util.Optional;

/// pg_table_is_visible and its family: can an object be named without its schema? NULL for an oid
/// that nothing has.
final class VisibilityFunctions {
  private VisibilityFunctions() {}

  /// Whether the object with an oid is visible; empty when there is none.
  @FunctionalInterface
  private interface Test {
    Optional<Boolean> visible(CatalogView view, int oid);
  }

  static void addTo(Implementations into) {
    add(into, "pg_table_is_visible", (v, oid) ->
        v.relation(Integer.toUnsignedLong(oid)).map(v::isVisible));
    add(into, "pg_type_is_visible", (v, oid) -> v.types().find(oid).map(v::isVisible));
    add(into, "pg_function_is_visible", (v, oid) ->
        Functions.standard().byOid(oid).map(f -> isVisible(v, f)));
    add(into, "pg_operator_is_visible", (v, oid) ->
        Operators.standard().byOid(oid).map(o -> isVisible(v, o)));
    add(into, "pg_opclass_is_visible", (v, oid) ->
        OperatorClasses.standard().byOid(oid).map(c -> v.isOnPath(c.schema())));
    add(into, "pg_opfamily_is_visible", (v, oid) ->
        OperatorClasses.standard().families().stream()
            .filter(f -> f.oid() == oid)
            .findFirst()
            .map(f -> v.isOnPath(f.schema())));
    add(into, "pg_collation_is_visible", (v, oid) ->
        oid == 100 || oid == 950 || oid == 951 || oid == 12_341
            ? Optional.of(true)
            : Optional.empty());
    for (String kind :
        new String[] {
          "conversion", "statistics_obj", "ts_config", "ts_dict", "ts_parser", "ts_template"
        }) {
      add(into, "pg_" + kind + "_is_visible", (v, oid) -> Optional.empty());
    }
  }

  private static void add(Implementations into, String symbol, Test test) {
    into.row(
        symbol,
        (context, a, i, r) -> {
          CatalogView view = CatalogView.of(context);
          append(test.visible(view, (int) number(a[0], i)), r);
        });
  }

  private static void append(Optional<Boolean> visible, Column result) {
    if (visible.isPresent()) {
      put(result, (boolean) visible.get());
    } else {
      result.appendNull();
    }
  }

  /// No built-in list has two functions of one name and arguments in different schemas.
  static boolean isVisible(CatalogView view, Function function) {
    return view.isOnPath(function.schema());
  }

  static boolean isVisible(CatalogView view, Operator operator) {
    return view.isOnPath(operator.schema());
  }
}
