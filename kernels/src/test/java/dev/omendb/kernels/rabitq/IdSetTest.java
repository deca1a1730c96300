package dev.omendb.kernels.rabitq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdSetTest {
  @Test
  void holdsWhatWasAddedAndNothingElse() {
    Random random = new Random(31);
    IdSet ids = new IdSet();
    Set<Long> expected = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      long id = (long) random.nextInt(5) << 32 | random.nextInt(i % 2 == 0 ? 3_000 : 1 << 30);
      assertThat(ids.contains(id)).isEqualTo(expected.contains(id));
      assertThat(ids.add(id)).isEqualTo(expected.add(id));
      assertThat(ids.contains(id)).isTrue();
    }
    assertThat(ids.size()).isEqualTo(expected.size());
    assertThat(expected).allMatch(ids::contains);
    assertThat(ids.contains(9L << 32)).isFalse();
  }
}
