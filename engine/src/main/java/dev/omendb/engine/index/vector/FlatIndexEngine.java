package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.kernels.ComputeEngine;
import java.util.List;
import java.util.function.Supplier;

/// The access method `flat`: exact answers, one bit a row, next to nothing to build.
public final class FlatIndexEngine extends VectorMethod {
  private final VectorKeys keys;
  private final ComputeEngine compute;

  public FlatIndexEngine(VectorKeys keys, ComputeEngine compute) {
    super("flat");
    this.keys = keys;
    this.compute = compute;
  }

  @Override
  IndexSource source(
      CatalogObject.Index definition, CatalogObject.Table table, Supplier<IndexKeys> rowKeys) {
    return new IndexSource(definition, table, keys.of(definition, table), rowKeys, compute) {
      @Override
      Index empty(VectorKey key) {
        return new FlatIndex(definition, readers(key), new RowBits());
      }

      @Override
      Index open(VectorKey key, FileSystem files, String folder, List<String> names) {
        return FlatIndex.open(definition, readers(key), files, folder, names);
      }
    };
  }
}
