package dev.omendb.sql.function.system;

import static dev.omendb.sql.function.Values.put;

import dev.omendb.sql.function.Implementations;

/// The hash functions that operator classes name. Their values are this server's own: PostgreSQL
/// does not promise them either.
final class HashFunctions {
  private static final String[] SYMBOLS = {
    "hashint2",
    "hashint4",
    "hashint8",
    "hashoid",
    "hashchar",
    "hashname",
    "hashtext",
    "hashfloat4",
    "hashfloat8",
    "hashbpchar",
    "hash_numeric",
    "hash_array",
    "time_hash",
    "timetz_hash",
    "interval_hash",
    "uuid_hash",
    "jsonb_hash",
    "hashenum",
    "hashoidvector",
    "timestamp_hash",
    "hash_record",
    "pg_lsn_hash"
  };

  private HashFunctions() {}

  static void addTo(Implementations into) {
    for (String symbol : SYMBOLS) {
      into.typedRow(
          symbol,
          (types, t) -> (c, a, i, r) -> put(r, (long) (int) (types.get(0).hash(a[0], i) >>> 32)));
    }
  }
}
