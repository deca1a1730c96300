package dev.omendb.sql.catalog.function;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// pg_get_function_arguments, …_result, …_functiondef.
final class SignatureFunctions {
  private SignatureFunctions() {}

  static void addTo(Implementations into) {
    add(into, "pg_get_function_arguments", SignatureFunctions::arguments);
    add(into, "pg_get_function_identity_arguments", SignatureFunctions::identity);
    add(into, "pg_get_function_result", SignatureFunctions::result);
    add(into, "pg_get_functiondef", SignatureFunctions::definition);
    into.row("pg_get_function_arg_default", (c, a, i, r) -> r.appendNull());
    into.row("pg_get_function_sqlbody", (c, a, i, r) -> r.appendNull());
  }

  private static void add(
      Implementations into, String symbol, BiFunction<CatalogView, Function, String> text) {
    into.row(
        symbol,
        (c, a, i, r) -> {
          Function function = Functions.standard().byOid((int) number(a[0], i)).orElse(null);
          if (function == null) {
            r.appendNull();
          } else {
            put(r, text.apply(CatalogView.of(c), function));
          }
        });
  }

  private static String arguments(CatalogView view, Function function) {
    List<String> all = inputs(view, function);
    for (Function.Output output : function.outputs()) {
      all.add("OUT " + named(output.name(), ObjectNames.type(view, output.typeOid())));
    }
    return String.join(", ", all);
  }

  private static String identity(CatalogView view, Function function) {
    return String.join(", ", inputs(view, function));
  }

  private static List<String> inputs(CatalogView view, Function function) {
    List<String> all = new ArrayList<>();
    List<Integer> types = function.argumentTypes();
    for (int i = 0; i < types.size(); i++) {
      String name = i < function.argumentNames().size() ? function.argumentNames().get(i) : "";
      String mode = function.variadic() && i == types.size() - 1 ? "VARIADIC " : "";
      all.add(mode + named(name, ObjectNames.type(view, types.get(i))));
    }
    return all;
  }

  private static String named(String name, String type) {
    return name.isEmpty() ? type : TypeNames.quoteIdentifier(name) + " " + type;
  }

  private static String result(CatalogView view, Function function) {
    String type = ObjectNames.type(view, function.returnType());
    return function.returnsSet() ? "SETOF " + type : type;
  }

  private static String definition(CatalogView view, Function function) {
    String template =
        """
        CREATE OR REPLACE FUNCTION %s.%s(%s)
         RETURNS %s
         LANGUAGE internal
         %s%s
        AS $function$%s$function$
        """;
    return template.formatted(
        view.schemaName(view.schemaOid(function.schema())),
        TypeNames.quoteIdentifier(function.name()),
        arguments(view, function),
        result(view, function),
        function.volatility().name(),
        function.strict() ? " STRICT" : "",
        function.name());
  }
}
