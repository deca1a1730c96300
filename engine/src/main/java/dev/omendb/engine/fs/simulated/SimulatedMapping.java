package dev.omendb.engine.fs.simulated;

import dev.omendb.engine.fs.MappedFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A copy of a file in native memory; using it after the last release throws.
final class SimulatedMapping extends MappedFile {
  private static final int PAGE_BYTES = 4096;

  private final Arena arena;

  SimulatedMapping(String name, byte[] content) {
    this(name, content, Arena.ofShared());
  }

  private SimulatedMapping(String name, byte[] content, Arena arena) {
    super(name, copy(content, arena));
    this.arena = arena;
  }

  private static MemorySegment copy(byte[] content, Arena arena) {
    MemorySegment memory = arena.allocate(content.length, PAGE_BYTES);
    MemorySegment.copy(MemorySegment.ofArray(content), 0, memory, 0, content.length);
    return memory;
  }

  @Override
  protected void unmap() {
    arena.close();
  }
}
