package dev.omendb.sql.execute.vector;

import dev.omendb.sql.expression.Expression;

/// A condition `distance < value` or `distance <= value`.
///
/// @param value double precision, reading parameters and outer rows only
public record DistanceBound(Expression value, boolean inclusive) {
  boolean admits(double distance, double bound) {
    return inclusive ? distance <= bound : distance < bound;
  }
}
