package dev.omendb.kernels.rabitq;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Codes of rows, or of their copies, in the order of the rows, between encoding and laying out.
/// Threads may put different rows at the same time.
final class EncodedRows {
  private final MemorySegment memory;
  private final int words;
  private final long fineBytes;
  private final long stride;

  /// @param haveLevels whether there are second codes, or taxicab codes
  EncodedRows(Arena arena, int rows, int padded, boolean haveLevels) {
    this.words = CodeBlocks.words(padded);
    this.fineBytes = haveLevels ? FineCodes.bytes(padded) : 0;
    this.stride = bytes(padded, haveLevels);
    this.memory = arena.allocate(Math.max(1, rows * stride), 64);
  }

  /// Of one row.
  static long bytes(int padded, boolean hasLevels) {
    return 8L * CodeBlocks.words(padded) + 16 + (hasLevels ? FineCodes.bytes(padded) : 0);
  }

  boolean hasSecondCodes() {
    return fineBytes > 0;
  }

  void put(int row, Code code) {
    long at = row * stride;
    for (int w = 0; w < words; w++) {
      memory.set(CodeBlocks.LONG, at + 8L * w, code.words[w]);
    }
    at += 8L * words;
    memory.set(CodeBlocks.FLOAT, at, code.add);
    memory.set(CodeBlocks.FLOAT, at + 4, code.factor);
    memory.set(CodeBlocks.FLOAT, at + 8, code.ones);
    if (fineBytes > 0) {
      FineCodes.write(memory, at + 16, code);
    }
  }

  /// Reads a row's first code.
  void get(int row, Code code) {
    long at = row * stride;
    for (int w = 0; w < words; w++) {
      code.words[w] = memory.get(CodeBlocks.LONG, at + 8L * w);
    }
    at += 8L * words;
    code.add = memory.get(CodeBlocks.FLOAT, at);
    code.factor = memory.get(CodeBlocks.FLOAT, at + 4);
    code.ones = memory.get(CodeBlocks.FLOAT, at + 8);
  }

  /// Copies a row's [TaxicabCodes].
  void copyTaxicab(int row, MemorySegment target, long at) {
    long from = row * stride + 8L * words + 16 + FineCodes.HEADER_BYTES;
    MemorySegment.copy(memory, from, target, at, fineBytes - FineCodes.HEADER_BYTES);
  }

  float factor(int row) {
    return memory.get(CodeBlocks.FLOAT, row * stride + 8L * words + 4);
  }

  /// Copies a row's second code.
  void copyFine(int row, MemorySegment target, long at) {
    MemorySegment.copy(memory, row * stride + 8L * words + 16, target, at, fineBytes);
  }
}
