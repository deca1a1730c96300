package dev.omendb.sql.execute;

import dev.omendb.sql.type.PgType;

/// One column of a statement's result, as RowDescription describes it.
///
/// @param tableOid attnum where the value comes from, 0 if it is computed
public record OutputColumn(String name, PgType type, int typmod, long tableOid, int attnum) {}
