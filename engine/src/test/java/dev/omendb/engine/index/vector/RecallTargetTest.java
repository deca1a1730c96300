package dev.omendb.engine.index.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecallTargetTest {
  @Test
  void moreProbesAskForMoreUpToEverything() {
    RecallTarget before = RecallTarget.ofProbes(1, 100);
    assertThat(before.leastShare()).isEqualTo(0.01);
    for (int probes = 2; probes < 100; probes++) {
      RecallTarget now = RecallTarget.ofProbes(probes, 100);
      assertThat(now.recall()).isBetween(before.recall(), 0.9999);
      assertThat(now.leastShare()).isEqualTo(probes / 100.0);
      before = now;
    }
    assertThat(RecallTarget.ofProbes(100, 100)).isEqualTo(new RecallTarget(1, 1));
    assertThat(RecallTarget.ofProbes(32_768, 100)).isEqualTo(new RecallTarget(1, 1));
  }

  @Test
  void moreCandidatesAskForMore() {
    RecallTarget before = RecallTarget.ofCandidates(1, 50_000);
    for (int candidates = 2; candidates <= 1000; candidates++) {
      RecallTarget now = RecallTarget.ofCandidates(candidates, 50_000);
      assertThat(now.recall()).isGreaterThanOrEqualTo(before.recall());
      assertThat(now.leastShare()).isGreaterThanOrEqualTo(before.leastShare());
      before = now;
    }
    assertThat(RecallTarget.ofCandidates(40, 50_000).leastShare()).isEqualTo(0.1324);
    assertThat(RecallTarget.ofCandidates(40, 0).leastShare()).isEqualTo(1);
  }

  @Test
  void aCandidateStandsForMoreRowsOfALargerTable() {
    double rows = 50_000 * RecallTarget.ofCandidates(10, 50_000).leastShare() - 1_500;
    double moreRows = 5_000_000 * RecallTarget.ofCandidates(10, 5_000_000).leastShare() - 1_500;
    assertThat(moreRows / rows).isBetween(9.9, 10.1);
  }
}
