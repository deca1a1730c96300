package dev.omendb.sql.catalog.function;

import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.function.Operator;
import dev.omendb.sql.function.Operators;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeNames;
import java.util.List;
import java.util.Optional;

/// Names of types, functions and operators as the reg… types print them: with the schema when the
/// search path does not show them, or when the bare name is ambiguous.
final class ObjectNames {
  private ObjectNames() {}

  /// format_type(oid, NULL).
  static String type(CatalogView view, int oid) {
    String plain = TypeNames.format(view.types(), oid);
    Optional<PgType> type = view.types().find(oid);
    if (type.isEmpty() || type.get().info().schema().equals("pg_catalog")) {
      return plain;
    }
    return view.isVisible(type.get())
        ? plain
        : TypeNames.quoteIdentifier(type.get().info().schema()) + "." + plain;
  }

  static String function(CatalogView view, Function function) {
    boolean unique = visibleFunctions(view, function.name()).size() == 1;
    return unique ? TypeNames.quoteIdentifier(function.name()) : qualified(view, function);
  }

  static List<Function> visibleFunctions(CatalogView view, String name) {
    return Functions.standard().byName(name).stream()
        .filter(f -> VisibilityFunctions.isVisible(view, f))
        .toList();
  }

  private static String qualified(CatalogView view, Function function) {
    return schema(view, function.schema()) + TypeNames.quoteIdentifier(function.name());
  }

  /// `pg_catalog.`; empty when there is no such schema here.
  private static String schema(CatalogView view, String marker) {
    String name = view.schemaName(view.schemaOid(marker));
    return name.isEmpty() ? "" : TypeNames.quoteIdentifier(name) + ".";
  }

  /// `abs(integer)`.
  static String signature(CatalogView view, Function function) {
    String name =
        VisibilityFunctions.isVisible(view, function)
            ? TypeNames.quoteIdentifier(function.name())
            : qualified(view, function);
    List<String> types = function.argumentTypes().stream().map(t -> type(view, t)).toList();
    return name + "(" + String.join(",", types) + ")";
  }

  static String operator(CatalogView view, Operator operator) {
    List<Operator> same =
        Operators.standard().byName(operator.name()).stream()
            .filter(o -> VisibilityFunctions.isVisible(view, o))
            .toList();
    return same.size() == 1 ? operator.name() : schema(view, operator.schema()) + operator.name();
  }

  /// `=(integer,integer)`, `-(NONE,integer)`.
  static String signature(CatalogView view, Operator operator) {
    String prefix =
        VisibilityFunctions.isVisible(view, operator) ? "" : schema(view, operator.schema());
    String left = operator.isPrefix() ? "NONE" : type(view, operator.leftType());
    return "%s%s(%s,%s)"
        .formatted(prefix, operator.name(), left, type(view, operator.rightType()));
  }
}
