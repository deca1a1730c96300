package dev.omendb.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Sparse rows in plain Java: a lookup for each element of the row, or a merge where the query has
/// no table. Sums are double. [ScalarCompute] runs it, and [SimdCompute] without a table.
final class ScalarSparse {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private ScalarSparse() {}

  static void score(
      Metric metric,
      SparseQuery query,
      MemorySegment rows,
      long[] offsets,
      int[] elements,
      int count,
      float[] scores) {
    float[] table = query.table();
    for (int i = 0; i < count; i++) {
      scores[i] =
          table == null
              ? merged(metric, query, rows, offsets[i], elements[i])
              : lookedUp(metric, query, table, rows, offsets[i], elements[i]);
    }
  }

  private static float lookedUp(
      Metric metric, SparseQuery query, float[] table, MemorySegment rows, long at, int n) {
    long values = at + 4L * n;
    double sum = 0;
    double other = 0;
    for (int i = 0; i < n; i++) {
      double x = rows.get(FLOAT, values + 4L * i);
      double q = table[rows.get(INT, at + 4L * i)];
      sum += term(metric, x, q);
      other += otherTerm(metric, x, q);
    }
    return query.score(metric, sum, other);
  }

  private static float merged(
      Metric metric, SparseQuery query, MemorySegment rows, long at, int n) {
    long values = at + 4L * n;
    double sum = 0;
    double other = 0;
    int j = 0;
    for (int i = 0; i < n; i++) {
      double x = rows.get(FLOAT, values + 4L * i);
      int position = rows.get(INT, at + 4L * i);
      while (j < query.count() && query.position(j) < position) {
        j++;
      }
      double q = j < query.count() && query.position(j) == position ? query.value(j) : 0;
      sum += term(metric, x, q);
      other += otherTerm(metric, x, q);
    }
    return query.score(metric, sum, other);
  }

  private static double term(Metric metric, double x, double q) {
    return switch (metric) {
      case L2 -> (x - q) * (x - q);
      case INNER_PRODUCT, COSINE -> x * q;
      case L1 -> Math.abs(x - q);
    };
  }

  private static double otherTerm(Metric metric, double x, double q) {
    return switch (metric) {
      case L2 -> q * q;
      case INNER_PRODUCT -> 0;
      case COSINE -> x * x;
      case L1 -> Math.abs(q);
    };
  }
}
