package dev.omendb.sql.catalog.pg;

import dev.omendb.sql.catalog.CatalogRows;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.extension.Extensions;
import dev.omendb.sql.function.Cast;
import dev.omendb.sql.function.Casts;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.function.Operator;
import dev.omendb.sql.function.Operators;
import dev.omendb.sql.type.TypeOids;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// pg_proc, pg_aggregate, pg_operator, pg_cast, pg_language.
final class CallableTables {
  private static final int INTERNAL = 12;
  private static final int C = 13;
  private static final int ANY = 2276;

  private CallableTables() {}

  static void addTo(Map<String, CatalogRows> into) {
    into.put("pg_proc", CallableTables::writeFunctions);
    into.put("pg_aggregate", CallableTables::writeAggregates);
    into.put("pg_operator", CallableTables::writeOperators);
    into.put("pg_cast", CallableTables::writeCasts);
    into.put("pg_language", CallableTables::writeLanguages);
  }

  private static void writeFunctions(CatalogView view, RowWriter rows) {
    for (Function function : Functions.standard().all()) {
      if (view.exists(function.schema())) {
        write(view, function, rows);
      }
    }
  }

  private static void write(CatalogView view, Function function, RowWriter rows) {
    int arguments = function.argumentTypes().size();
    rows.put("oid", function.oid())
        .put("proname", function.name())
        .put("pronamespace", view.schemaOid(function.schema()))
        .put("proowner", CatalogView.SUPERUSER)
        .put("prolang", isInLibrary(function) ? C : INTERNAL)
        .put("procost", 1)
        .put("prorows", function.returnsSet() ? 1000 : 0)
        .put("provariadic", function.variadic() ? variadicElement(view, function) : 0)
        .put("prokind", kind(function))
        .put("proisstrict", function.strict())
        .put("proretset", function.returnsSet())
        .put("provolatile", function.volatility().name().substring(0, 1).toLowerCase(Locale.ROOT))
        .put("proparallel", takesInternal(function) ? "u" : "s")
        .put("pronargs", arguments)
        .put("pronargdefaults", arguments - function.requiredArguments())
        .put("prorettype", function.returnType())
        .put("proargtypes", function.argumentTypes())
        .put("prosrc", source(function));
    if (isInLibrary(function)) {
      String library = Extensions.marked(function.schema()).orElseThrow().name();
      rows.put("probin", "$libdir/" + library);
    }
    if (!function.outputs().isEmpty()) {
      List<Integer> types = new ArrayList<>(function.argumentTypes());
      List<String> modes = new ArrayList<>(Collections.nCopies(arguments, "i"));
      for (Function.Output output : function.outputs()) {
        types.add(output.typeOid());
        modes.add("o");
      }
      rows.put("proallargtypes", types).put("proargmodes", modes);
    } else if (function.variadic()) {
      List<String> modes = new ArrayList<>(Collections.nCopies(arguments, "i"));
      modes.set(modes.size() - 1, "v");
      rows.put("proargmodes", modes);
    }
    rows.put("proargnames", names(function)).end();
  }

  /// True for functions that PostgreSQL loads from an extension's library.
  private static boolean isInLibrary(Function function) {
    return !function.isAggregate() && Extensions.marked(function.schema()).isPresent();
  }

  private static boolean takesInternal(Function function) {
    return function.volatility() == Function.Volatility.VOLATILE
        && function.argumentTypes().contains(TypeOids.INTERNAL);
  }

  private static String source(Function function) {
    return function.isAggregate() ? "aggregate_dummy" : function.symbol();
  }

  private static int variadicElement(CatalogView view, Function function) {
    int array = function.argumentTypes().getLast();
    return switch (array) {
      case ANY -> ANY;
      case 2277 -> 2283;
      case 5078 -> 5077;
      default -> view.types().find(array).map(t -> t.info().elementOid()).orElse(array);
    };
  }

  private static String kind(Function function) {
    return function.isAggregate() ? "a" : function.isWindow() ? "w" : "f";
  }

  private static @Nullable List<String> names(Function function) {
    if (function.argumentNames().isEmpty() && function.outputs().isEmpty()) {
      return null;
    }
    List<String> names = new ArrayList<>(function.argumentNames());
    while (names.size() < function.argumentTypes().size()) {
      names.add("");
    }
    function.outputs().forEach(output -> names.add(output.name()));
    return names;
  }

  private static void writeAggregates(CatalogView view, RowWriter rows) {
    for (Function function : Functions.standard().all()) {
      if (function.isAggregate() && view.exists(function.schema())) {
        rows.put("aggfnoid", function.oid())
            .put("aggkind", "n")
            .put("aggfinalmodify", "r")
            .put("aggmfinalmodify", "r")
            .put("aggtranstype", function.returnType());
        AggregateParts parts = AggregateParts.of(function.oid());
        if (parts != null) {
          parts.write(rows);
        }
        rows.end();
      }
    }
  }

  private static void writeOperators(CatalogView view, RowWriter rows) {
    for (Operator operator : Operators.standard().all()) {
      if (view.exists(operator.schema())) {
        rows.put("oid", operator.oid())
            .put("oprname", operator.name())
            .put("oprnamespace", view.schemaOid(operator.schema()))
            .put("oprowner", CatalogView.SUPERUSER)
            .put("oprkind", operator.isPrefix() ? "l" : "b")
            .put("oprcanmerge", operator.canMerge())
            .put("oprcanhash", operator.canHash())
            .put("oprleft", operator.leftType())
            .put("oprright", operator.rightType())
            .put("oprresult", operator.resultType())
            .put("oprcom", operator.commutator())
            .put("oprnegate", operator.negator())
            .put("oprcode", operator.implementation().oid())
            .put("oprrest", operator.restriction())
            .put("oprjoin", operator.join())
            .end();
      }
    }
  }

  private static void writeCasts(CatalogView view, RowWriter rows) {
    for (Cast cast : Casts.standard().all()) {
      if (view.exists(cast.schema())) {
        Function function = cast.function();
        rows.put("oid", cast.oid())
            .put("castsource", cast.sourceOid())
            .put("casttarget", cast.targetOid())
            .put("castfunc", function == null ? 0 : function.oid())
            .put("castcontext", String.valueOf(cast.context().code()))
            .put("castmethod", method(cast))
            .end();
      }
    }
  }

  private static String method(Cast cast) {
    return switch (cast.method()) {
      case FUNCTION -> "f";
      case BINARY_COERCIBLE -> "b";
      case INPUT_OUTPUT -> "i";
    };
  }

  private static void writeLanguages(CatalogView view, RowWriter rows) {
    String[] names = {"internal", "c", "sql"};
    for (int i = 0; i < names.length; i++) {
      rows.put("oid", INTERNAL + i)
          .put("lanname", names[i])
          .put("lanowner", CatalogView.SUPERUSER)
          .put("lanpltrusted", names[i].equals("sql"))
          .put("lanvalidator", 0)
          .end();
    }
  }
}
