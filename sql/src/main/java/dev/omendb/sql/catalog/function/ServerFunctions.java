package dev.omendb.sql.catalog.function;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.session.Database;

/// What the server knows of itself.
final class ServerFunctions {
  private ServerFunctions() {}

  static void addTo(Implementations into) {
    into.row(
        "pg_postmaster_start_time",
        (c, a, i, r) -> put(r, c.service(Database.class).startMicros()));
    into.row(
        "pg_conf_load_time", (c, a, i, r) -> put(r, c.service(Database.class).startMicros()));
    into.row(
        "pg_stat_get_live_tuples", (c, a, i, r) -> put(r, c.storage().tableRows(number(a[0], i))));
  }
}
