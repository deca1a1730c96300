package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.kernels.ComputeEngine;
import java.util.List;
import java.util.function.Supplier;

/// Makes the index of one definition: where its values have no common number of dimensions, one
/// for each number, behind a [MixedIndex].
abstract class IndexSource {
  private final CatalogObject.Index definition;
  private final CatalogObject.Table table;
  private final VectorKey key;
  private final Supplier<IndexKeys> rowKeys;
  private final ComputeEngine compute;

  IndexSource(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      VectorKey key,
      Supplier<IndexKeys> rowKeys,
      ComputeEngine compute) {
    this.definition = definition;
    this.table = table;
    this.key = key;
    this.rowKeys = rowKeys;
    this.compute = compute;
  }

  /// An index of one number of dimensions, over no rows.
  abstract Index empty(VectorKey ofRows);

  /// Opens such an index. Errors: XX002 for a damaged file.
  abstract Index open(VectorKey ofRows, FileSystem files, String folder, List<String> names);

  Index empty() {
    return key.isMixed() ? new MixedIndex(this) : empty(key);
  }

  Index open(FileSystem files, String folder, List<String> names) {
    return key.isMixed()
        ? MixedIndex.open(this, files, folder, names)
        : open(key, files, folder, names);
  }

  CatalogObject.Index definition() {
    return definition;
  }

  VectorKey key() {
    return key;
  }

  KeyReaders readers(VectorKey ofRows) {
    return new KeyReaders(ofRows, table, rowKeys, compute);
  }
}
