package dev.omendb.sql.function;

import dev.omendb.sql.function.compare.Comparisons;
import dev.omendb.sql.function.math.FloatMath;
import dev.omendb.sql.function.math.IntegerMath;

/// The list of themes: each adds its implementations.
final class Themes {
  private Themes() {}

  static void addAll(Implementations into) {
    Comparisons.addTo(into);
    IntegerMath.addTo(into);
    FloatMath.addTo(into);
  }
}
