package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.BuildMonitor;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexEngine;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.IndexRows;
import java.util.List;
import java.util.function.Supplier;

/// What the access methods for vectors have in common: an [IndexSource] makes an empty index or
/// opens one, whatever the numbers of dimensions.
abstract sealed class VectorMethod implements IndexEngine
    permits FlatIndexEngine, VectorIndexEngine {
  private final String accessMethod;

  VectorMethod(String accessMethod) {
    this.accessMethod = accessMethod;
  }

  abstract IndexSource source(
      CatalogObject.Index definition, CatalogObject.Table table, Supplier<IndexKeys> rowKeys);

  @Override
  public final String accessMethod() {
    return accessMethod;
  }

  @Override
  public final Index build(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> rowKeys,
      List<IndexRows> rows,
      BuildMonitor monitor) {
    Index index = source(definition, table, rowKeys).empty();
    index.fill(rows, monitor);
    return index;
  }

  @Override
  public final Index open(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> rowKeys,
      FileSystem files,
      String folder,
      List<String> names) {
    return source(definition, table, rowKeys).open(files, folder, names);
  }
}
