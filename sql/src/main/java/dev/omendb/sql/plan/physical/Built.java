package dev.omendb.sql.plan.physical;

import dev.omendb.sql.execute.Operator;

/// An operator for a relational node.
///
/// @param places for each column of the node its place in the operator's batches, -1 when it was
///     not asked for
/// @param rows expected
record Built(Operator operator, int[] places, double rows) {
  static int[] identity(int width) {
    int[] places = new int[width];
    for (int i = 0; i < width; i++) {
      places[i] = i;
    }
    return places;
  }
}
