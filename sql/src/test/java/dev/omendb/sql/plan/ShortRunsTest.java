package dev.omendb.sql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortRunsTest {
  private final ShortRuns runs = new ShortRuns();

  @Test
  void aSlowRunIsForgiven() {
    runs.tookLong();

    assertThat(runsUntilTried()).isEqualTo(4);
    assertThat(runs.mayTry()).isTrue();
  }

  @Test
  void aStatementThatIsAlwaysSlowIsHardlyEverTried() {
    for (int i = 0; i < 20; i++) {
      runs.tookLong();
      runsUntilTried();
    }
    runs.tookLong();

    assertThat(runsUntilTried()).isEqualTo(1024);
  }

  @Test
  void shortRunsSinceCount() {
    for (int i = 0; i < 5; i++) {
      runs.tookLong();
      runsUntilTried();
    }
    for (int i = 0; i < 200; i++) {
      runs.ended();
    }
    runs.tookLong();

    assertThat(runsUntilTried()).isEqualTo(4);
  }

  private int runsUntilTried() {
    int count = 0;
    while (!runs.mayTry()) {
      runs.ended();
      count++;
    }
    return count;
  }
}
