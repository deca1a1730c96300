package dev.omendb.sql.session;

import dev.omendb.sql.type.PgType;

/// One column of a result as RowDescription reports it.
///
/// @param tableOid attnum where a plain column comes from, else 0
public record ResultColumn(String name, long tableOid, int attnum, PgType type, int typmod) {}
