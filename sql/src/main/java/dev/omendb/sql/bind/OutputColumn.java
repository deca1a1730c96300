package dev.omendb.sql.bind;

import dev.omendb.sql.plan.rex.PgRelType;

/// A column of a query's result.
///
/// @param tableOid attnum the plain column it shows, else 0
public record OutputColumn(String name, PgRelType type, long tableOid, int attnum) {}
