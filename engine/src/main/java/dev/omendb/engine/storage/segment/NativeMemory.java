package dev.omendb.engine.storage.segment;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import net.openhft.chronicle.core.Memory;
import net.openhft.chronicle.core.OS;

/// Off-heap memory that nobody has to free: the block goes when the last reader that can reach it
/// is gone. Pages are not touched (nor cleared) before they are written.
final class NativeMemory {
  /// Start of every block: kernels read whole cache lines.
  static final long ALIGNMENT = 64;

  private NativeMemory() {}

  /// Uninitialised memory.
  static MemorySegment allocate(long bytes) {
    Memory memory = OS.memory();
    long padded = Math.max(bytes, 8) + ALIGNMENT;
    long address = memory.allocate(padded);
    long aligned = (address + ALIGNMENT - 1) & -ALIGNMENT;
    return MemorySegment.ofAddress(aligned)
        .reinterpret(bytes, Arena.ofAuto(), _ -> memory.freeMemory(address, padded));
  }

  static MemorySegment allocateZeroed(long bytes) {
    return allocate(bytes).fill((byte) 0);
  }
}
