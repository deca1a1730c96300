package dev.omendb.kernels.rabitq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecondListsTest {
  private static final int WIDTH = 64;
  private static final int LISTS = 45;

  @Test
  void choosesTheListOfLeastLoss() {
    TestRows rows = new TestRows(200, WIDTH, 3);
    float[] centroids = new float[LISTS * WIDTH];
    for (int list = 0; list < LISTS; list++) {
      System.arraycopy(rows.vectors[list], 0, centroids, list * WIDTH, WIDTH);
    }
    SimdAssign assign = new SimdAssign(centroids, LISTS, WIDTH);
    SecondLists second = new SecondLists(assign, centroids, LISTS, 2, () -> false);
    float[] distances = new float[assign.stride()];
    for (int i = LISTS; i < 200; i++) {
      float[] row = rows.vectors[i];
      assign.measure(row, 0, 1, distances);
      int own = assign.least(distances, 0);
      assertThat(own).isEqualTo(least(row, centroids, -1));
      float square = SimdAssign.product(row, 0, row, 0, WIDTH);
      assertThat(second.choose(own, square, distances, 0)).isEqualTo(least(row, centroids, own));
    }
  }

  /// @param own the row's list, or -1 when that is asked for
  private static int least(float[] row, float[] centroids, int own) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int list = 0; list < LISTS; list++) {
      double distance = 0;
      double product = 0;
      double square = 0;
      for (int j = 0; j < WIDTH; j++) {
        double residual = row[j] - centroids[list * WIDTH + j];
        double first = own < 0 ? 0 : row[j] - centroids[own * WIDTH + j];
        distance += residual * residual;
        product += residual * first;
        square += first * first;
      }
      double loss = distance + (own < 0 ? 0 : 1.5 * product * product / square);
      if (list != own && loss < least) {
        least = loss;
        best = list;
      }
    }
    return best;
  }

  @Test
  void aRowOnItsCentroidGetsTheNearestOther() {
    float[] centroids = new float[3 * 16];
    centroids[16] = 1;
    centroids[32] = 5;
    SimdAssign assign = new SimdAssign(centroids, 3, 16);
    SecondLists second = new SecondLists(assign, centroids, 3, 1, () -> false);
    float[] distances = new float[assign.stride()];
    assign.measure(new float[16], 0, 1, distances);
    assertThat(assign.least(distances, 0)).isZero();
    assertThat(second.choose(0, 0, distances, 0)).isEqualTo(1);
  }
}
