package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.BuildMonitor;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexEngine;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.kernels.ComputeEngine;
import java.util.List;
import java.util.function.Supplier;

/// The access method `flat`: exact answers, one bit a row, next to nothing to build.
public final class FlatIndexEngine implements IndexEngine {
  private final VectorKeys keys;
  private final ComputeEngine compute;

  public FlatIndexEngine(VectorKeys keys, ComputeEngine compute) {
    this.keys = keys;
    this.compute = compute;
  }

  @Override
  public String accessMethod() {
    return "flat";
  }

  @Override
  public Index build(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> rowKeys,
      List<IndexRows> rows,
      BuildMonitor monitor) {
    FlatIndex index = new FlatIndex(definition, readers(definition, table, rowKeys), new RowBits());
    index.fill(rows, monitor);
    return index;
  }

  @Override
  public Index open(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> rowKeys,
      FileSystem files,
      String folder,
      List<String> names) {
    return FlatIndex.open(definition, readers(definition, table, rowKeys), files, folder, names);
  }

  private KeyReaders readers(
      CatalogObject.Index definition, CatalogObject.Table table, Supplier<IndexKeys> rowKeys) {
    return new KeyReaders(keys.of(definition, table), table, rowKeys, compute);
  }
}
