package dev.omendb.sql.plan;

import static dev.omendb.sql.function.Values.number;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.VectorIndexReader;
import dev.omendb.engine.storage.TableReader;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;

/// omendb_index_recall(index, k, samples): the recall of searches for random rows of the table, at
/// the session's `omendb.target_recall`.
public final class IndexRecallFunction {
  private static final int MOST_SAMPLES = 10_000;

  private IndexRecallFunction() {}

  public static void addTo(Implementations into) {
    into.row("omendb_index_recall", IndexRecallFunction::measure);
  }

  private static void measure(CallContext context, Column[] a, int row, Column result) {
    long oid = number(a[0], row);
    long k = number(a[1], row);
    long samples = number(a[2], row);
    if (k < 1 || k > MOST_SAMPLES || samples < 1 || samples > MOST_SAMPLES) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "k and samples must be between 1 and " + MOST_SAMPLES);
    }
    Index index = context.catalog().find(Index.class, oid).orElse(null);
    if (index == null || !VectorIndexes.isVectorMethod(index.accessMethod())) {
      throw new DatabaseException(
          SqlState.WRONG_OBJECT_TYPE, "relation with OID " + oid + " is not a vector index");
    }
    Table table = context.catalog().find(Table.class, index.tableOid()).orElseThrow();
    String target = context.setting("omendb.target_recall");
    try (TableReader reader = context.transaction().read(table.oid())) {
      double recall =
          ((VectorIndexReader) reader.index(oid))
              .recall(
                  (int) k, (int) samples, target == null ? 0.95 : Double.parseDouble(target),
                  context.random());
      ((DoubleColumn) result).append(recall);
    }
  }
}
