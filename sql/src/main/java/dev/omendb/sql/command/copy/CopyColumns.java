package dev.omendb.sql.command.copy;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.NameResolver;
import dev.omendb.sql.parse.node.ObjectName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which table and which of its columns a COPY is about.
final class CopyColumns {
  private CopyColumns() {}

  /// Errors: 42P01, 42809 `cannot copy to view "v"`.
  static Table table(NameResolver names, ObjectName name, boolean from) {
    CatalogObject object = names.relation(name);
    String direction = from ? "to" : "from";
    return switch (object) {
      case Table table -> table;
      case CatalogObject.View view ->
          throw wrongKind("cannot copy %s view \"%s\"".formatted(direction, view.name()))
              .hint(
                  from
                      ? "To enable copying to a view, provide an INSTEAD OF INSERT trigger."
                      : "Try the COPY (SELECT ...) TO variant.");
      case CatalogObject.Sequence sequence ->
          throw wrongKind("cannot copy %s sequence \"%s\"".formatted(direction, sequence.name()));
      case null -> throw undefined(names, name);
      default ->
          throw wrongKind(
              "cannot copy %s non-table relation \"%s\"".formatted(direction, name.name()));
    };
  }

  private static DatabaseException wrongKind(String message) {
    return new DatabaseException(SqlState.WRONG_OBJECT_TYPE, message);
  }

  private static DatabaseException undefined(NameResolver names, ObjectName name) {
    if (names.systemTable(name) != null) {
      return new DatabaseException(
          SqlState.INSUFFICIENT_PRIVILEGE,
          "permission denied: \"" + name.name() + "\" is a system catalog");
    }
    return new DatabaseException(
        SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist");
  }

  /// The listed columns, or all that are not generated. Errors: 42703, 42701, 42P10.
  static List<Column> columns(Table table, List<String> listed) {
    if (listed.isEmpty()) {
      return table.columns().stream().filter(c -> !c.dropped() && c.generated() == 0).toList();
    }
    List<Column> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : listed) {
      Column column = table.column(name).orElseThrow(() -> undefinedColumn(table, name));
      if (column.generated() != 0) {
        throw new DatabaseException(
                SqlState.INVALID_COLUMN_REFERENCE,
                "column \"" + name + "\" is a generated column")
            .detail("Generated columns cannot be used in COPY.");
      }
      if (!seen.add(name)) {
        throw new DatabaseException(
            SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" specified more than once");
      }
      columns.add(column);
    }
    return columns;
  }

  private static DatabaseException undefinedColumn(Table table, String name) {
    return new DatabaseException(
        SqlState.UNDEFINED_COLUMN,
        "column \"%s\" of relation \"%s\" does not exist".formatted(name, table.name()));
  }

  /// Which of `names` a FORCE_… option means. Errors: 42703, 42P10.
  static boolean[] chosen(List<String> names, List<String> listed, String option, String table) {
    boolean[] chosen = new boolean[names.size()];
    for (String name : listed) {
      if (name.equals("*")) {
        java.util.Arrays.fill(chosen, true);
        return chosen;
      }
      int index = names.indexOf(name);
      if (index < 0) {
        throw new DatabaseException(
            SqlState.INVALID_COLUMN_REFERENCE,
            "%s column \"%s\" not referenced by COPY".formatted(option, name));
      }
      chosen[index] = true;
    }
    return chosen;
  }
}
