package dev.omendb.sql.execute;

/// The planner's expectation of one operator, as EXPLAIN prints it.
///
/// @param startupCost before the first row, in PostgreSQL's cost units
/// @param totalCost for all rows
/// @param rows rows returned
/// @param width average bytes of a row
public record Estimate(double startupCost, double totalCost, double rows, int width) {
  public static final Estimate UNKNOWN = new Estimate(0, 0, 0, 0);
}
