package dev.omendb.kernels.rabitq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.kernels.ComputeEngines;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KernelWarmUpTest {
  @Test
  void stopsWhenAsked() {
    AtomicInteger asked = new AtomicInteger();
    KernelWarmUp.scan(ComputeEngines.byName("auto"), () -> asked.incrementAndGet() > 1);
    assertThat(asked.get()).as("asked again only where loops end").isBetween(2, 20);
  }

  @Test
  void stopsWithinABuild() {
    AtomicInteger asked = new AtomicInteger();
    KernelWarmUp.buildIndexes(ComputeEngines.byName("auto"), () -> asked.incrementAndGet() > 5);
    assertThat(asked.get()).isBetween(6, 20);
  }
}
