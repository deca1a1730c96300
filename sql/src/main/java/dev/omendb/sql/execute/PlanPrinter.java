package dev.omendb.sql.execute;

/// Receives what an operator says of itself for EXPLAIN.
public interface PlanPrinter {
  /// The node's headline, such as `Seq Scan on items`. An operator that PostgreSQL would not show
  /// calls nothing: its children then stand in its place.
  void node(String headline);

  /// A line below it, such as `Filter`, `(id > 5)`.
  void property(String name, String value);
}
