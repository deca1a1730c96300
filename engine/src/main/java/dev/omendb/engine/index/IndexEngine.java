package dev.omendb.engine.index;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.fs.FileSystem;
import java.util.List;
import java.util.function.Supplier;

/// One access method: `flat`, `hnsw`, `ivfflat`, … The storage engine drives the index through
/// [Index]; the SQL layer queries it through the reader a table reader hands out.
public interface IndexEngine {
  /// The name in pg_am.
  String accessMethod();

  /// Makes an index over rows that are there already; none of them are needed for an empty one.
  /// Runs in the transaction that creates the index.
  ///
  /// @param keys makes computations of the keys of rows, for any number of threads
  /// @param monitor asked and told from any thread
  /// Errors: 57014 soon after the monitor says that it is cancelled.
  Index build(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> keys,
      List<IndexRows> rows,
      BuildMonitor monitor);

  /// Makes an index over rows that answers, exactly, while the real one is built in the background:
  /// quick to make, however long its searches take.
  default Index standIn(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> keys,
      List<IndexRows> rows) {
    return build(definition, table, keys, rows, BuildMonitor.NONE);
  }

  /// Opens the index from the files a checkpoint named. Cheap: nothing is built. Errors: XX002 or
  /// 58P01 when one is damaged or missing.
  Index open(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> keys,
      FileSystem files,
      String folder,
      List<String> names);
}
