package dev.omendb.sql.function;

import dev.omendb.sql.catalog.function.CatalogFunctions;
import dev.omendb.sql.function.aggregate.Aggregates;
import dev.omendb.sql.function.array.ArrayFunctions;
import dev.omendb.sql.function.bits.BitFunctions;
import dev.omendb.sql.function.compare.Comparisons;
import dev.omendb.sql.function.datetime.DateTimeFunctions;
import dev.omendb.sql.function.enums.EnumFunctions;
import dev.omendb.sql.function.hstore.HstoreFunctions;
import dev.omendb.sql.function.json.JsonFunctions;
import dev.omendb.sql.function.math.DoubleMath;
import dev.omendb.sql.function.math.FloatMath;
import dev.omendb.sql.function.math.IntegerMath;
import dev.omendb.sql.function.math.NumericCasts;
import dev.omendb.sql.function.math.NumericFunctions;
import dev.omendb.sql.function.set.ArraySets;
import dev.omendb.sql.function.set.DecimalSeries;
import dev.omendb.sql.function.set.NumberSeries;
import dev.omendb.sql.function.system.SystemFunctions;
import dev.omendb.sql.function.text.TextFunctions;
import dev.omendb.sql.function.vector.VectorFunctions;
import dev.omendb.sql.function.window.WindowFunctions;
import dev.omendb.sql.plan.IndexEstimateFunction;
import dev.omendb.sql.plan.IndexRecallFunction;

/// The list of themes: each adds its implementations.
final class Themes {
  private Themes() {}

  static void addAll(Implementations into) {
    Comparisons.addTo(into);
    IntegerMath.addTo(into);
    FloatMath.addTo(into);
    DoubleMath.addTo(into);
    NumericFunctions.addTo(into);
    NumericCasts.addTo(into);
    Aggregates.addTo(into);
    TextFunctions.addTo(into);
    DateTimeFunctions.addTo(into);
    ArrayFunctions.addTo(into);
    ArraySets.addTo(into);
    NumberSeries.addTo(into);
    DecimalSeries.addTo(into);
    WindowFunctions.addTo(into);
    VectorFunctions.addTo(into);
    HstoreFunctions.addTo(into);
    SystemFunctions.addTo(into);
    JsonFunctions.addTo(into);
    BitFunctions.addTo(into);
    EnumFunctions.addTo(into);
    CatalogFunctions.addTo(into);
    IndexRecallFunction.addTo(into);
    IndexEstimateFunction.addTo(into);
  }
}
