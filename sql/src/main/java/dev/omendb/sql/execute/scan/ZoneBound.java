package dev.omendb.sql.execute.scan;

import dev.omendb.sql.expression.Expression;

/// A condition `column OP value` implied by a scan's filter, to skip blocks whose minimum and
/// maximum rule it out.
///
/// @param attnum an integer, date, time, float or boolean column
/// @param value of the column's kind (long or double), reading parameters and outer rows only
public record ZoneBound(int attnum, Comparison comparison, Expression value) {
  public enum Comparison {
    LESS,
    LESS_OR_EQUAL,
    EQUAL,
    GREATER_OR_EQUAL,
    GREATER
  }
}
