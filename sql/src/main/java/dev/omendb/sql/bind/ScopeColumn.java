package dev.omendb.sql.bind;

import org.apache.calcite.rex.RexNode;

/// A column a name can refer to.
///
/// @param expression its value over the current row: an input reference, or COALESCE of two for
///     a FULL JOIN USING
/// @param tableOid attnum the stored column, else 0
public record ScopeColumn(String name, RexNode expression, long tableOid, int attnum) {}
