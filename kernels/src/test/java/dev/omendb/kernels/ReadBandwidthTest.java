package dev.omendb.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class ReadBandwidthTest {
  @Test
  void readsWithAnyNumberOfThreads() {
    try (Arena arena = Arena.ofShared()) {
      ReadBandwidth reading = new ReadBandwidth(arena.allocate(1 << 20, 64));
      for (int threads = 1; threads <= 3; threads++) {
        assertThat(reading.gigabytesPerSecond(threads)).isPositive();
      }
    }
  }
}
