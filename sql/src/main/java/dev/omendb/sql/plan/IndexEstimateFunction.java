package dev.omendb.sql.plan;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
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
    if (elements == null || column.typmod() <= 0) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE, "column does not have dimensions");
    }
    VectorKey key = new VectorKey(column.attnum(), column.typmod(), elements, Distance.L2);
    try (TableReader reader = context.transaction().read(table.oid())) {
      long rows = reader.estimatedRows();
      BuildEstimate estimate = key.estimate(rows, Runtime.getRuntime().availableProcessors());
      String json =
          "{\"rows\": %d, \"index_bytes\": %d, \"build_memory_bytes\": %d, \"build_seconds\": %.1f}"
              .formatted(
                  rows, estimate.indexBytes(), estimate.memoryBytes(), estimate.seconds());
      ((BytesColumn) result).append(json.getBytes(StandardCharsets.UTF_8));
    }
  }
}
