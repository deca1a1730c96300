package dev.omendb.engine.index;

/// One index, owned by its table's storage. Shared by readers; written by the committing thread.
public interface Index extends AutoCloseable {
  @Override
  void close();
}
