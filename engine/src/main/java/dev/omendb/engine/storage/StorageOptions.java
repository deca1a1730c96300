package dev.omendb.engine.storage;

/// How segment storage behaves.
///
/// @param checkpointLogBytes log size that starts a checkpoint
public record StorageOptions(long checkpointLogBytes) {
  public static final StorageOptions DEFAULT = new StorageOptions(256L << 20);
}
