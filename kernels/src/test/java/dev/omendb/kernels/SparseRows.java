package dev.omendb.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Dense vectors packed as [ComputeEngine#scoreSparse] reads them, one after another from byte 4.
final class SparseRows implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment memory;
  private final int spread;
  private final int dimensions;
  private final long[] offsets;
  private final int[] elements;

  /// @param spread element i of a vector lies at position `i * spread`
  SparseRows(float[][] rows, int spread) {
    this.spread = spread;
    this.dimensions = rows[0].length * spread;
    this.memory = arena.allocate(4 + 8L * rows.length * rows[0].length);
    this.offsets = new long[rows.length];
    this.elements = new int[rows.length];
    long at = 4;
    for (int i = 0; i < rows.length; i++) {
      int[] places = places(rows[i]);
      offsets[i] = at;
      elements[i] = places.length;
      for (int j = 0; j < places.length; j++) {
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, at + 4L * j, places[j] * spread);
        memory.set(
            ValueLayout.JAVA_FLOAT_UNALIGNED, at + 4L * (places.length + j), rows[i][places[j]]);
      }
      at += 8L * places.length;
    }
  }

  void score(ComputeEngine engine, Metric metric, float[] query, float[] scores) {
    int[] places = places(query);
    int[] positions = Arrays.stream(places).map(p -> p * spread).toArray();
    float[] values = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = query[places[i]];
    }
    SparseQuery sparse = new SparseQuery(dimensions, positions, values);
    engine.scoreSparse(metric, sparse, memory, offsets, elements, offsets.length, scores);
  }

  private static int[] places(float[] vector) {
    return IntStream.range(0, vector.length).filter(i -> vector[i] != 0).toArray();
  }

  @Override
  public void close() {
    arena.close();
  }
}
