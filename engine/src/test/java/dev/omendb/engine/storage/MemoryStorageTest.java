package dev.omendb.engine.storage;

/// [StorageEngineContract] for memory.
class MemoryStorageTest extends StorageEngineContract {
  @Override
  StorageEngine open() {
    return new MemoryStorage(new TestKeys());
  }
}
