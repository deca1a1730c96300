package dev.omendb.sql.function.system;

import static dev.omendb.sql.function.Values.put;

import dev.omendb.sql.function.Implementations;

/// has_…_privilege and pg_has_role: every role may do everything until GRANT exists.
final class Privileges {
  private Privileges() {}

  static void addTo(Implementations into) {
    String[] kinds = {
      "table",
      "sequence",
      "database",
      "function",
      "language",
      "schema",
      "tablespace",
      "type",
      "foreign_data_wrapper",
      "server",
      "any_column",
      "parameter"
    };
    String[] endings = {"name_name", "name_id", "id_name", "id_id", "name", "id"};
    for (String kind : kinds) {
      for (String ending : endings) {
        into.row("has_" + kind + "_privilege_" + ending, (c, a, i, r) -> put(r, true));
      }
    }
    String[] columnEndings = {
      "name_name_name",
      "name_name_attnum",
      "name_id_name",
      "name_id_attnum",
      "id_name_name",
      "id_name_attnum",
      "id_id_name",
      "id_id_attnum",
      "name_name",
      "name_attnum",
      "id_name",
      "id_attnum"
    };
    for (String ending : columnEndings) {
      into.row("has_column_privilege_" + ending, (c, a, i, r) -> put(r, true));
    }
    for (String ending : endings) {
      into.row("pg_has_role_" + ending, (c, a, i, r) -> put(r, true));
    }
    into.row("row_security_active", (c, a, i, r) -> put(r, false));
    into.row("row_security_active_name", (c, a, i, r) -> put(r, false));
  }
}
