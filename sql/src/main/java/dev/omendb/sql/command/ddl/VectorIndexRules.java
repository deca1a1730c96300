package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.IntegerOption;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.plan.VectorIndexes;
import dev.omendb.sql.type.TypeOids;

/// What pgvector 0.8 asks of an hnsw or ivfflat index when it is built, and we of a flat one.
/// pgvector's limits on dimensions (2,000 for vector, 4,000 for halfvec, 64,000 for bit) come from
/// PostgreSQL's page size and have no counterpart here, no more than its refusal of columns without
/// dimensions.
final class VectorIndexRules {
  private static final int DEFAULT_M = 16;
  private static final int DEFAULT_EF_CONSTRUCTION = 64;

  private VectorIndexRules() {}

  /// Errors: 22023, 0A000.
  static void check(Ddl ddl, Index index) {
    String method = index.accessMethod();
    if (!VectorIndexes.isVectorMethod(method)) {
      return;
    }
    IndexKey key = index.keys().getFirst();
    if (key.typeOid() == TypeOids.VARBIT) {
      throw new DatabaseException(
          SqlState.FEATURE_NOT_SUPPORTED, "type not supported for " + method + " index");
    }
    if (method.equals("hnsw")) {
      int m = IntegerOption.of(index.options(), "m", DEFAULT_M);
      int effort =
          IntegerOption.of(index.options(), "ef_construction", DEFAULT_EF_CONSTRUCTION);
      if (effort < 2 * m) {
        throw new DatabaseException(
            SqlState.INVALID_PARAMETER_VALUE,
            "ef_construction must be greater than or equal to 2 * m");
      }
    }
  }
}
