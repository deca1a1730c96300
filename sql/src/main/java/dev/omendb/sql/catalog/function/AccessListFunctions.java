package dev.omendb.sql.catalog.function;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.set.Series;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.Types;
import dev.omendb.sql.type.array.ArrayBuilder;
import dev.omendb.sql.type.array.ArrayValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Access control lists as arrays of aclitem (`role=privileges/grantor`), and lists of options.
final class AccessListFunctions {
  private static final int ACLITEM = 1033;

  /// Privileges by their letter.
  private static final Map<Character, String> PRIVILEGES =
      Map.ofEntries(
          Map.entry('a', "INSERT"), Map.entry('r', "SELECT"), Map.entry('w', "UPDATE"),
          Map.entry('d', "DELETE"), Map.entry('D', "TRUNCATE"), Map.entry('x', "REFERENCES"),
          Map.entry('t', "TRIGGER"), Map.entry('X', "EXECUTE"), Map.entry('U', "USAGE"),
          Map.entry('C', "CREATE"), Map.entry('T', "TEMPORARY"), Map.entry('c', "CONNECT"),
          Map.entry('s', "SET"), Map.entry('A', "ALTER SYSTEM"));

  private AccessListFunctions() {}

  static void addTo(Implementations into) {
    into.row("acldefault_sql", AccessListFunctions::defaults);
    into.set(
        "aclexplode",
        Series.of((context, a, row, rows) -> explode(context, a[0], row, rows.columns())));
    into.set(
        "pg_options_to_table",
        Series.of((context, a, row, rows) -> options(a[0], row, rows.columns())));
  }

  /// What an object that nobody granted anything on allows: its owner everything, PUBLIC little.
  private static void defaults(CallContext context, Column[] a, int row, Column result) {
    CatalogView view = CatalogView.of(context);
    String kind = text(a[0], row);
    String owner = view.roleName(number(a[1], row));
    List<String> items = new ArrayList<>();
    String everyone =
        switch (kind) {
          case "f" -> "X";
          case "l", "T" -> "U";
          case "d" -> "Tc";
          default -> "";
        };
    if (!everyone.isEmpty()) {
      items.add("=" + everyone + "/" + owner);
    }
    String own =
        switch (kind) {
          case "r" -> "arwdDxt";
          case "s" -> "rwU";
          case "d" -> "CTc";
          case "f" -> "X";
          case "l", "T", "F", "S" -> "U";
          case "L" -> "rw";
          case "n" -> "UC";
          case "t" -> "C";
          case "p" -> "sA";
          case "c" -> "";
          default ->
              throw new DatabaseException(
                  SqlState.INTERNAL_ERROR, "unrecognized object type abbreviation: " + kind);
        };
    if (!own.isEmpty()) {
      items.add(owner + "=" + own + "/" + owner);
    }
    ArrayBuilder builder = new ArrayBuilder(Types.builtin().byOid(ACLITEM));
    items.forEach(item -> put(builder.elements(), item));
    builder.finish((BytesColumn) result);
  }

  private static void explode(CallContext context, Column list, int row, Column[] into) {
    CatalogView view = CatalogView.of(context);
    for (String item : elements(Types.builtin().byOid(ACLITEM), list, row)) {
      int equals = item.indexOf('=');
      int slash = item.lastIndexOf('/');
      for (int i = equals + 1; i < slash; i++) {
        String privilege = PRIVILEGES.get(item.charAt(i));
        if (privilege != null) {
          put(into[0], role(view, item.substring(slash + 1)));
          put(into[1], equals == 0 ? 0 : role(view, item.substring(0, equals)));
          put(into[2], privilege);
          put(into[3], i + 1 < slash && item.charAt(i + 1) == '*');
        }
      }
    }
  }

  private static long role(CatalogView view, String name) {
    return view.catalog().role(name).map(Role::oid).orElse(0L);
  }

  private static void options(Column list, int row, Column[] into) {
    for (String item : elements(Types.builtin().byOid(25), list, row)) {
      int equals = item.indexOf('=');
      put(into[0], equals < 0 ? item : item.substring(0, equals));
      if (equals < 0) {
        into[1].appendNull();
      } else {
        put(into[1], item.substring(equals + 1));
      }
    }
  }

  private static List<String> elements(PgType element, Column list, int row) {
    ArrayValue array = new ArrayValue(element).at(list, row);
    Column values = element.storage(-1).newColumn(array.count());
    array.appendAllTo(values);
    List<String> items = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (!values.isNull(i)) {
        items.add(text(values, i));
      }
    }
    return items;
  }
}
