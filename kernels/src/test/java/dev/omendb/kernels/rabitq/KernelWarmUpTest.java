package dev.omendb.kernels.rabitq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.kernels.ComputeEngines;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KernelWarmUpTest {
  @Test
  void stopsWhenAsked() {
    AtomicInteger asked = new AtomicInteger();
    KernelWarmUp.run(ComputeEngines.byName("auto"), () -> asked.incrementAndGet() > 1);
    assertThat(asked.get()).as("asked again only where loops end").isBetween(2, 20);
  }
}
