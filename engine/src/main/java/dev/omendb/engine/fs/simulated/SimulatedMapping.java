package dev.omendb.engine.fs.simulated;

import dev.omendb.engine.fs.MappedFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A copy of a file in native memory. The last release overwrites it, so that reading it later
/// finds garbage instead of crashing the test.
final class SimulatedMapping extends MappedFile {
  private static final int PAGE_BYTES = 4096;
  private static final byte GARBAGE = (byte) 0xDB;

  private final MemorySegment copy;

  SimulatedMapping(String name, byte[] content) {
    this(name, Arena.ofAuto().allocate(content.length, PAGE_BYTES), content);
  }

  private SimulatedMapping(String name, MemorySegment copy, byte[] content) {
    super(name, copy);
    this.copy = copy;
    MemorySegment.copy(MemorySegment.ofArray(content), 0, copy, 0, content.length);
  }

  @Override
  protected void unmap() {
    copy.fill(GARBAGE);
  }
}
