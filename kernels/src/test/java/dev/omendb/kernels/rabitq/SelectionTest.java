package dev.omendb.kernels.rabitq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  private final Random random = new Random(11);
  private final Selection selection = new Selection();

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 24, 150, 499})
  void atLeastTheWantedKeysAreBelowTheBound(int wanted) {
    float[] keys = keys(500);
    float bound = selection.bound(keys, keys.length, wanted);
    assertThat(below(keys, bound)).isGreaterThanOrEqualTo(wanted).isLessThan(wanted + 30);
  }

  @Test
  void infiniteKeysAreNone() {
    float[] keys = keys(64);
    Arrays.fill(keys, 40, 64, Float.POSITIVE_INFINITY);
    assertThat(below(keys, selection.bound(keys, 64, 20))).isBetween(20L, 30L);
    assertThat(selection.bound(keys, 64, 64)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(below(keys, selection.bound(keys, 64, 50))).isEqualTo(40);
  }

  @Test
  void equalKeysHaveNoBound() {
    assertThat(selection.bound(new float[100], 100, 3)).isEqualTo(Float.POSITIVE_INFINITY);
  }

  @Test
  void theLeastOfSharesTellHowManyKeysAreBelow() {
    long found = 0;
    int rounds = 400;
    for (int i = 0; i < rounds; i++) {
      float[] keys = keys(16 * 25);
      float[] least = new float[CodeBlocks.LANES];
      Arrays.fill(least, Float.POSITIVE_INFINITY);
      for (int j = 0; j < keys.length; j++) {
        least[j % least.length] = Math.min(least[j % least.length], keys[j]);
      }
      long below = below(keys, Selection.bound(least, 24));
      assertThat(below).isGreaterThanOrEqualTo(12);
      found += below;
    }
    assertThat(found / (double) rounds).isBetween(22.0, 30.0);
  }

  @Test
  void theLeastOfSharesCannotTellOfTooMany() {
    assertThat(Selection.bound(keys(CodeBlocks.LANES), 200)).isEqualTo(Float.POSITIVE_INFINITY);
  }

  @Test
  void theSmallestKeysComeToTheFrontWithTheirValues() {
    float[] keys = keys(300);
    float[] original = keys.clone();
    int[] values = new int[300];
    Arrays.setAll(values, i -> i);
    int front = selection.smallest(keys, values, 300, 40);
    assertThat(front).isBetween(40, 70);
    float[] sorted = original.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < 300; i++) {
      assertThat(keys[i]).isEqualTo(original[values[i]]);
      assertThat(keys[i] <= sorted[front - 1]).isEqualTo(i < front);
    }
  }

  private float[] keys(int count) {
    float[] keys = new float[count];
    for (int i = 0; i < count; i++) {
      keys[i] = (float) random.nextGaussian();
    }
    return keys;
  }

  private static long below(float[] keys, float bound) {
    long below = 0;
    for (float key : keys) {
      below += key < bound ? 1 : 0;
    }
    return below;
  }
}
