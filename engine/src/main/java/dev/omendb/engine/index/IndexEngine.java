package dev.omendb.engine.index;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.fs.FileSystem;
import java.util.List;
import java.util.function.Supplier;

/// One access method: `hnsw`, `ivfflat`, … The storage engine drives the index through [Index];
/// the SQL layer queries it through the reader a table reader hands out.
public interface IndexEngine {
  /// The name in pg_am.
  String accessMethod();

  /// Makes an index over rows that are there already; none of them are needed for an empty one.
  /// Runs in the transaction that creates the index, and again in recovery when no checkpoint came
  /// after.
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

  /// Opens the index from the files a checkpoint named. Cheap: nothing is built.
  Index open(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> keys,
      FileSystem files,
      String folder,
      List<String> names);
}
