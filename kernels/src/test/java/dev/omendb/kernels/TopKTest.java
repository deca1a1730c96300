package dev.omendb.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopKTest {
  private record Row(float score, long id) {}

  @Test
  void keepsWhatASortWouldKeep() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      int n = random.nextInt(3000);
      int k = random.nextInt(random.nextBoolean() ? 20 : 2500);
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        float score =
            switch (random.nextInt(50)) {
              case 0 -> Float.NaN;
              case 1 -> Float.POSITIVE_INFINITY;
              case 2 -> Float.NEGATIVE_INFINITY;
              case 3 -> -0.0f;
              default -> (random.nextInt(400) - 200) / 8f;
            };
        rows.add(new Row(score, i));
      }
      Collections.shuffle(rows, random);
      TopK top = new TopK(k);
      TopK other = new TopK(k);
      for (Row row : rows) {
        (random.nextInt(3) == 0 ? other : top).add(row.score, row.id);
      }
      top.addAll(other);
      top.sort();
      rows.sort(
          Comparator.comparingDouble((Row row) -> row.score + 0.0f).thenComparingLong(Row::id));
      assertThat(top.size()).isEqualTo(Math.min(k, n));
      for (int i = 0; i < top.size(); i++) {
        assertThat(top.id(i)).as("round %d, place %d", round, i).isEqualTo(rows.get(i).id);
        assertThat(top.score(i)).isEqualTo(Float.valueOf(rows.get(i).score + 0.0f));
      }
    }
  }

  @Test
  void isReusable() {
    TopK top = new TopK(2);
    top.add(3, 1);
    top.add(1, 2);
    top.add(2, 3);
    top.sort();
    assertThat(top.threshold()).isEqualTo(2f);
    top.reset(5000);
    assertThat(top.size()).isZero();
    assertThat(top.threshold()).isEqualTo(Float.POSITIVE_INFINITY);
    for (int i = 0; i < 9000; i++) {
      top.add(-i, i);
    }
    top.sort();
    assertThat(top.id(0)).isEqualTo(8999);
    assertThat(top.id(4999)).isEqualTo(4000);
  }

  @Test
  void keepsNothingForLimitZero() {
    TopK top = new TopK(0);
    assertThat(top.add(1, 1)).isFalse();
    assertThat(top.add(Float.NaN, 1)).isFalse();
    assertThat(top.size()).isZero();
  }
}
