package dev.omendb.sql.catalog.information;

import static dev.omendb.sql.catalog.information.TypeFacts.yesNo;

import dev.omendb.sql.catalog.CatalogRows;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Function.Volatility;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.type.PgType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// routines and parameters: the functions.
final class RoutineRows {
  private RoutineRows() {}

  static void addTo(Map<String, CatalogRows> into) {
    into.put("routines", RoutineRows::writeRoutines);
    into.put("parameters", RoutineRows::writeParameters);
  }

  private static List<Function> functions(CatalogView view) {
    return Functions.standard().all().stream().filter(f -> view.exists(f.schema())).toList();
  }

  private static void specific(CatalogView view, Function function, RowWriter rows) {
    rows.put("specific_catalog", view.context().databaseName())
        .put("specific_schema", view.schemaName(view.schemaOid(function.schema())))
        .put("specific_name", function.name() + "_" + function.oid());
  }

  private static void writeRoutines(CatalogView view, RowWriter rows) {
    for (Function function : functions(view)) {
      boolean plain = !function.isAggregate() && !function.isWindow();
      specific(view, function, rows);
      rows.put("routine_catalog", view.context().databaseName())
          .put("routine_schema", view.schemaName(view.schemaOid(function.schema())))
          .put("routine_name", function.name())
          .put("routine_type", plain ? "FUNCTION" : null)
          .put("routine_body", "EXTERNAL")
          .put("routine_definition", function.name())
          .put("external_language", "INTERNAL")
          .put("parameter_style", "GENERAL")
          .put("is_deterministic", yesNo(function.volatility() == Volatility.IMMUTABLE))
          .put("sql_data_access", "MODIFIES")
          .put("is_null_call", plain ? yesNo(function.strict()) : null)
          .put("schema_level_routine", "YES")
          .put("max_dynamic_result_sets", 0)
          .put("security_type", "INVOKER")
          .put("as_locator", "NO")
          .put("is_udt_dependent", "NO")
          .put("dtd_identifier", "0");
      Optional<PgType> type = view.types().find(function.returnType());
      if (type.isPresent()) {
        rows.put("data_type", TypeFacts.dataType(view, type.get()))
            .put("type_udt_catalog", view.context().databaseName())
            .put("type_udt_schema", type.get().info().schema())
            .put("type_udt_name", type.get().name());
      }
      rows.end();
    }
  }

  private static void writeParameters(CatalogView view, RowWriter rows) {
    for (Function function : functions(view)) {
      int position = 0;
      for (int type : function.argumentTypes()) {
        String name =
            position < function.argumentNames().size()
                ? function.argumentNames().get(position)
                : "";
        position++;
        parameter(view, function, position, "IN", name, type, rows);
      }
      for (Function.Output output : function.outputs()) {
        position++;
        parameter(view, function, position, "OUT", output.name(), output.typeOid(), rows);
      }
    }
  }

  private static void parameter(
      CatalogView view,
      Function function,
      int position,
      String mode,
      String name,
      int typeOid,
      RowWriter rows) {
    specific(view, function, rows);
    view.types().find(typeOid).ifPresent(type -> TypeFacts.putName(view, type, rows));
    rows.put("ordinal_position", position)
        .put("parameter_mode", mode)
        .put("is_result", "NO")
        .put("as_locator", "NO")
        .put("parameter_name", name.isEmpty() ? null : name)
        .put("dtd_identifier", position)
        .end();
  }
}
