package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.kernels.ComputeEngine;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// Readers of one index's keys, each for one thread at a time. Thread-safe.
final class KeyReaders {
  private final VectorKey key;
  private final CatalogObject.Table table;
  private final Supplier<IndexKeys> keys;
  private final ComputeEngine compute;
  private final ConcurrentLinkedQueue<KeyReader> idle = new ConcurrentLinkedQueue<>();

  KeyReaders(
      VectorKey key,
      CatalogObject.Table table,
      Supplier<IndexKeys> keys,
      ComputeEngine compute) {
    this.key = key;
    this.table = table;
    this.keys = keys;
    this.compute = compute;
  }

  VectorKey key() {
    return key;
  }

  KeyReader take() {
    KeyReader reader = idle.poll();
    return reader != null ? reader : new KeyReader(key, table, keys.get(), compute);
  }

  void giveBack(KeyReader reader) {
    idle.add(reader);
  }
}
