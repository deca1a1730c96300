package dev.omendb.engine.storage;

/// [ConcurrencyContract] for memory.
class MemoryStorageConcurrencyTest extends ConcurrencyContract {
  @Override
  StorageEngine open() {
    return new MemoryStorage(new TestKeys());
  }
}
