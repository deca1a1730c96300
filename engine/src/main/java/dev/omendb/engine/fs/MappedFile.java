package dev.omendb.engine.fs;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/// A file in memory, for reading. Reference-counted: [#retain] once for each further user, [#close]
/// once for each; the last one unmaps, after which touching the memory would crash the process.
public abstract class MappedFile implements AutoCloseable {
  private final String name;
  private final MemorySegment memory;
  private final AtomicInteger references = new AtomicInteger(1);

  protected MappedFile(String name, MemorySegment memory) {
    this.name = name;
    this.memory = memory.asReadOnly();
  }

  public final String name() {
    return name;
  }

  /// The whole file; usable from any thread.
  public final MemorySegment memory() {
    assert references.get() > 0 : name + " is unmapped";
    return memory;
  }

  public final long size() {
    return memory.byteSize();
  }

  /// Adds a reference. The caller holds one already, or knows that somebody does.
  public final MappedFile retain() {
    if (references.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
      throw new IllegalStateException(name + " is unmapped");
    }
    return this;
  }

  /// Drops a reference.
  @Override
  public final void close() {
    int left = references.decrementAndGet();
    assert left >= 0 : name + " released too often";
    if (left == 0) {
      unmap();
    }
  }

  protected abstract void unmap();
}
