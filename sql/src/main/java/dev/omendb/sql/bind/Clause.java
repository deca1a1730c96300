package dev.omendb.sql.bind;

/// Where an expression stands: what it may contain, and how messages name the place.
enum Clause {
  SELECT("SELECT", true, true, true),
  WHERE("WHERE", false, false, false),
  HAVING("HAVING", true, false, false),
  GROUP_BY("GROUP BY", false, false, false),
  ORDER_BY("ORDER BY", true, true, true),
  JOIN("JOIN conditions", false, false, false),
  FROM_FUNCTION("functions in FROM", false, false, true),
  VALUES("VALUES", false, false, true),
  LIMIT("LIMIT", false, false, false),
  OFFSET("OFFSET", false, false, false),
  DISTINCT_ON("DISTINCT ON", true, true, false),
  RETURNING("RETURNING", false, false, false),
  UPDATE("UPDATE", false, false, false),
  FILTER("FILTER", false, false, false),
  AGGREGATE_ARGUMENT("aggregate function calls", false, false, false),
  WINDOW("window definitions", true, false, false),
  DEFAULT("DEFAULT expressions", false, false, false),
  CHECK("check constraints", false, false, false),
  GENERATED("column generation expressions", false, false, false),
  INDEX("index expressions", false, false, false),
  INDEX_PREDICATE("index predicates", false, false, false),
  EXECUTE("EXECUTE parameters", false, false, false),
  COPY("COPY FROM WHERE conditions", false, false, false),
  CALL("CALL arguments", false, false, false);

  private final String words;
  private final boolean aggregates;
  private final boolean windows;
  private final boolean sets;

  Clause(String words, boolean aggregates, boolean windows, boolean sets) {
    this.words = words;
    this.aggregates = aggregates;
    this.windows = windows;
    this.sets = sets;
  }

  String words() {
    return words;
  }

  /// As `argument of … must be type boolean` names it.
  String condition() {
    return switch (this) {
      case JOIN -> "JOIN/ON";
      case CHECK -> "CHECK";
      case INDEX_PREDICATE -> "WHERE";
      default -> words;
    };
  }

  boolean allowsAggregates() {
    return aggregates;
  }

  boolean allowsWindows() {
    return windows;
  }

  boolean allowsSets() {
    return sets;
  }
}
