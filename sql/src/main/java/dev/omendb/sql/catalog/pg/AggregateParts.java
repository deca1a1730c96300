package dev.omendb.sql.catalog.pg;

import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.type.TypeOids;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The functions that extension vector's aggregates are made of in PostgreSQL, as pg_aggregate
/// lists them. Here an aggregate is one kernel.
///
/// @param transition oid, as are finish and combine; 0 for none
/// @param stateType 0 when it is the result's
record AggregateParts(
    int function,
    int transition,
    int finish,
    int combine,
    int stateType,
    @Nullable String initial) {
  private static final List<AggregateParts> VECTOR =
      List.of(
          new AggregateParts(17751, 17748, 17749, 17750, TypeOids.FLOAT8_ARRAY, "{0}"),
          new AggregateParts(17752, 17734, 0, 17734, 0, null),
          new AggregateParts(17864, 17861, 17862, 17863, TypeOids.FLOAT8_ARRAY, "{0}"),
          new AggregateParts(17865, 17847, 0, 17847, 0, null));

  static @Nullable AggregateParts of(int function) {
    return VECTOR.stream().filter(p -> p.function == function).findFirst().orElse(null);
  }

  void write(RowWriter rows) {
    rows.put("aggtransfn", transition)
        .put("aggfinalfn", finish)
        .put("aggcombinefn", combine)
        .put("agginitval", initial);
    if (stateType != 0) {
      rows.put("aggtranstype", stateType);
    }
  }
}
