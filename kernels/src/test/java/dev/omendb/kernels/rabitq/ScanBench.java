package dev.omendb.kernels.rabitq;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/// Nanoseconds a vector of the loop over codes, in cache and from memory, and of quantising.
public final class ScanBench {
  public static void main(String[] args) {
    for (int padded : new int[] {256, 768, 1536}) {
      run(padded, 64);
      run(padded, 100_000_000 / (int) CodeBlocks.bytes(padded / 64));
    }
  }

  private static void run(int padded, int blocks) {
    int words = padded / 64;
    Random random = new Random(1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(blocks * CodeBlocks.bytes(words), 64);
      for (long i = 0; i < memory.byteSize() / 8; i++) {
        memory.setAtIndex(ValueLayout.JAVA_LONG, i, random.nextLong());
      }
      for (int block = 0; block < blocks; block++) {
        for (int lane = 0; lane < 16; lane++) {
          long at = block * CodeBlocks.bytes(words);
          memory.set(ValueLayout.JAVA_FLOAT, at + CodeBlocks.add(words, lane), 1f);
          memory.set(ValueLayout.JAVA_FLOAT, at + CodeBlocks.factor(words, lane), 0.05f);
          memory.set(ValueLayout.JAVA_FLOAT, at + CodeBlocks.ones(words, lane), padded / 2f);
        }
      }
      MemorySegment centre = arena.allocate(4L * padded, 64);
      float[] query = new float[padded];
      for (int i = 0; i < padded; i++) {
        query[i] = (float) random.nextGaussian();
      }
      QueryCode code = new QueryCode(padded);
      int[] slots = new int[600];
      float[] bounds = new float[600];
      for (int round = 0; round < 4; round++) {
        long start = System.nanoTime();
        int aims = 200_000;
        for (int i = 0; i < aims; i++) {
          code.aim(query, centre.address());
        }
        double aim = (System.nanoTime() - start) / (double) aims;
        long vectors = 0;
        start = System.nanoTime();
        int found = 0;
        while (vectors < 60_000_000) {
          for (int block = 0; block + 32 <= blocks; block += 32) {
            long at = memory.address() + block * CodeBlocks.bytes(words);
            found += SimdCodes.scan(at, 32, code, -1e30f, slots, bounds, 0);
            vectors += 32 * 16;
          }
        }
        System.out.printf(
            "padded %d, %,d blocks: %.2f ns a vector, aim %.0f ns, found %d%n",
            padded, blocks, (System.nanoTime() - start) / (double) vectors, aim, found);
      }
    }
  }
}
