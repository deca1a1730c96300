package dev.omendb.sql.execute.vector;

import dev.omendb.sql.expression.Expression;

/// The vectors searched and what they are compared with.
///
/// @param attnum the vector column
/// @param query the other operand, reading parameters and outer rows only
/// @param orderText the distance expression as EXPLAIN prints it
public record VectorTarget(
    int attnum, VectorDistance distance, Expression query, String orderText) {}
