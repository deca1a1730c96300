package dev.omendb.sql.execute.join;

import dev.omendb.sql.execute.RowLayout;

/// What a join returns. SEMI and the ANTI kinds return left columns only, the others left columns,
/// then right columns.
public enum JoinKind {
  INNER("Join"),
  LEFT("Left Join"),
  RIGHT("Right Join"),
  FULL("Full Join"),
  /// Left rows with a match: EXISTS, IN.
  SEMI("Semi Join"),
  /// Left rows without a match: NOT EXISTS.
  ANTI("Anti Join"),
  /// Left rows for which every comparison is false, not NULL: NOT IN.
  NULL_AWARE_ANTI("Anti Join");

  private final String text;

  JoinKind(String text) {
    this.text = text;
  }

  /// `Left Join`, as EXPLAIN says after `Hash`.
  public String text() {
    return text;
  }

  public boolean returnsLeftOnly() {
    return this == SEMI || this == ANTI || this == NULL_AWARE_ANTI;
  }

  boolean keepsUnmatchedLeft() {
    return this == LEFT || this == FULL;
  }

  boolean keepsUnmatchedRight() {
    return this == RIGHT || this == FULL;
  }

  RowLayout layout(RowLayout left, RowLayout right) {
    return returnsLeftOnly() ? left : left.concat(right);
  }
}
