package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.BuildMonitor;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexEngine;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.kernels.ComputeEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// One of the two vector access methods. Both are the same structure; the name decides which
/// settings steer the search (docs/vector-indexes.md).
public final class VectorIndexEngine implements IndexEngine {
  private final String accessMethod;
  private final VectorKeys keys;
  private final ComputeEngine compute;
  private final Executor background;
  private final int buildThreads;

  /// @param background runs builds of new parts, one task at a time for each index
  public VectorIndexEngine(
      String accessMethod,
      VectorKeys keys,
      ComputeEngine compute,
      Executor background,
      int buildThreads) {
    this.accessMethod = accessMethod;
    this.keys = keys;
    this.compute = compute;
    this.background = background;
    this.buildThreads = buildThreads;
  }

  @Override
  public String accessMethod() {
    return accessMethod;
  }

  @Override
  public Index build(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> rowKeys,
      List<IndexRows> rows,
      BuildMonitor monitor) {
    VectorKey key = keys.of(definition, table);
    VectorIndex index = newIndex(definition, table, key, rowKeys, IndexState.empty(key));
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
    VectorKey key = keys.of(definition, table);
    List<Part> parts = new ArrayList<>();
    long[] strays = {};
    for (String name : names) {
      if (PartFile.isStrays(name)) {
        strays = PartFile.readNumbers(files, folder + "/" + name);
      } else {
        parts.add(PartFile.open(files, folder, name));
      }
    }
    return newIndex(definition, table, key, rowKeys, IndexState.of(key, parts, strays));
  }

  private VectorIndex newIndex(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      VectorKey key,
      Supplier<IndexKeys> rowKeys,
      IndexState state) {
    return new VectorIndex(
        definition, key, new KeyReaders(key, table, rowKeys, compute), state,
        new PartBuilder(key, definition.options(), buildThreads), compute, background);
  }
}
