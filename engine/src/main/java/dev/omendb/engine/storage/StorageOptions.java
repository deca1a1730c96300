package dev.omendb.engine.storage;

/// How segment storage behaves.
///
/// @param checkpointLogBytes log size that starts a checkpoint
/// @param chunkBytes rows of a transaction go to the log ahead of its commit in about this many
///     bytes
public record StorageOptions(long checkpointLogBytes, long chunkBytes) {
  public static final StorageOptions DEFAULT = new StorageOptions(256L << 20, 1L << 20);
}
