package dev.omendb.sql.execute;

/// Receives what an operator says of itself for EXPLAIN.
public interface PlanPrinter {
  /// The node's headline, such as `Seq Scan on items`.
  void node(String headline);

  /// A line below it, such as `Filter`, `(id > 5)`.
  void property(String name, String value);
}
