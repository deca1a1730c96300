package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.fs.FileSystem;
import dev.omendb.engine.index.BuildMonitor;
import dev.omendb.engine.index.Index;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.IndexRows;
import dev.omendb.kernels.ComputeEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// One of the two vector access methods with codes. Both are the same structure; the name decides
/// which settings steer the search (docs/vector-indexes.md).
public final class VectorIndexEngine extends VectorMethod {
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
    super(accessMethod);
    this.keys = keys;
    this.compute = compute;
    this.background = background;
    this.buildThreads = buildThreads;
  }

  @Override
  public Index standIn(
      CatalogObject.Index definition,
      CatalogObject.Table table,
      Supplier<IndexKeys> rowKeys,
      List<IndexRows> rows) {
    return new FlatIndexEngine(keys, compute)
        .build(definition, table, rowKeys, rows, BuildMonitor.NONE);
  }

  @Override
  IndexSource source(
      CatalogObject.Index definition, CatalogObject.Table table, Supplier<IndexKeys> rowKeys) {
    return new IndexSource(definition, table, keys.of(definition, table), rowKeys, compute) {
      @Override
      Index empty(VectorKey key) {
        return newIndex(definition, key, readers(key), IndexState.empty(key));
      }

      @Override
      Index open(VectorKey key, FileSystem files, String folder, List<String> names) {
        return newIndex(definition, key, readers(key), state(key, files, folder, names));
      }
    };
  }

  private static IndexState state(
      VectorKey key, FileSystem files, String folder, List<String> names) {
    List<Part> parts = new ArrayList<>();
    long[] strays = {};
    for (String name : names) {
      if (PartFile.isStrays(name)) {
        strays = PartFile.readNumbers(files, folder + "/" + name);
      } else {
        parts.add(PartFile.open(files, folder, name));
      }
    }
    return IndexState.of(key, parts, strays);
  }

  private VectorIndex newIndex(
      CatalogObject.Index definition, VectorKey key, KeyReaders readers, IndexState state) {
    return new VectorIndex(
        definition, key, readers, state, new PartBuilder(key, definition.options(), buildThreads),
        compute, background);
  }
}
