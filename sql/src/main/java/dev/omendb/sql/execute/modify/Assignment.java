package dev.omendb.sql.execute.modify;

import dev.omendb.sql.expression.Expression;

/// One item of SET: the column's new value, already coerced to its type.
public record Assignment(int attnum, Expression value) {}
