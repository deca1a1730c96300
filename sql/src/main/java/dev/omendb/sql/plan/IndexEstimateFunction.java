package dev.omendb.sql.plan;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.vector.BuildForecast;
import dev.omendb.engine.index.vector.Distance;
import dev.omendb.engine.index.vector.VectorKey;
import dev.omendb.engine.index.vector.VectorKey.Elements;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.kernels.rabitq.BuildEstimate;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import java.nio.charset.StandardCharsets;

/// omendb_index_estimate(table, column): what a vector index over the column would take to build,
/// as JSON.
public final class IndexEstimateFunction {
  private IndexEstimateFunction() {}

  public static void addTo(Implementations into) {
    into.row("omendb_index_estimate", IndexEstimateFunction::estimate);
  }

  private static void estimate(CallContext context, Column[] a, int row, Column result) {
    Table table =
        context
            .catalog()
            .find(Table.class, number(a[0], row))
            .orElseThrow(
                () -> new DatabaseException(SqlState.WRONG_OBJECT_TYPE, "relation is not a table"));
    String name = text(a[1], row);
    CatalogObject.Column column =
        table
            .column(name)
            .orElseThrow(
                () ->
                    new DatabaseException(
                        SqlState.UNDEFINED_COLUMN,
                        "column \"%s\" of relation \"%s\" does not exist"
                            .formatted(name, table.name())));
    Elements elements = VectorIndexes.elements(column.typeOid());
    if (elements == null) {
      throw new DatabaseException(
          SqlState.DATATYPE_MISMATCH,
          "column \"%s\" of relation \"%s\" does not hold vectors"
              .formatted(name, table.name()));
    }
    int dimensions = Math.max(0, column.typmod());
    VectorKey key = new VectorKey(column.attnum(), dimensions, elements, Distance.L2);
    try (TableReader reader = context.transaction().read(table.oid())) {
      int threads = Runtime.getRuntime().availableProcessors();
      BuildForecast forecast = BuildForecast.of(reader, key, threads);
      BuildEstimate estimate = forecast.estimate();
      String json =
          "{\"rows\": %d, \"index_bytes\": %d, \"build_memory_bytes\": %d, \"build_seconds\": %.1f}"
              .formatted(
                  forecast.rows(),
                  estimate.indexBytes(),
                  estimate.memoryBytes(),
                  estimate.seconds());
      ((BytesColumn) result).append(json.getBytes(StandardCharsets.UTF_8));
    }
  }
}
