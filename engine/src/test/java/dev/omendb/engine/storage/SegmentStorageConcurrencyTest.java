package dev.omendb.engine.storage;

import dev.omendb.engine.fs.simulated.CrashableFileSystem;

/// [ConcurrencyContract] for files.
class SegmentStorageConcurrencyTest extends ConcurrencyContract {
  @Override
  StorageEngine open() {
    return SegmentStorage.open(
        new CrashableFileSystem(), StorageOptions.DEFAULT, new TestKeys());
  }
}
