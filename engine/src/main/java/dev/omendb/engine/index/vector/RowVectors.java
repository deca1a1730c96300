package dev.omendb.engine.index.vector;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.SegmentReader.FixedRows;
import dev.omendb.kernels.ComputeEngine;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Reads and scores vectors where the table keeps them. Stateless.
final class RowVectors {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort HALF =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private RowVectors() {}

  /// Copies one row's vector. False when it is NULL.
  static boolean read(
      VectorKey key, SegmentReader segment, int position, float[] target, int targetOffset) {
    if (segment.isNull(key.attnum(), position)) {
      return false;
    }
    FixedRows fixed = segment.fixedRows(key.attnum());
    if (fixed != null) {
      copy(
          key, fixed.memory(), fixed.offset() + (long) position * fixed.width(), target,
          targetOffset);
      return true;
    }
    BytesColumn one = new BytesColumn(1);
    segment.read(key.attnum(), position, position + 1, one);
    MemorySegment bytes = MemorySegment.ofArray(one.heap());
    copy(key, bytes, one.offset(0), target, targetOffset);
    return true;
  }

  private static void copy(
      VectorKey key, MemorySegment source, long offset, float[] target, int targetOffset) {
    int dimensions = key.dimensions();
    switch (key.elements()) {
      case FLOAT32 ->
          MemorySegment.copy(source, FLOAT, offset, target, targetOffset, dimensions);
      case FLOAT16 -> {
        for (int i = 0; i < dimensions; i++) {
          target[targetOffset + i] = Float.float16ToFloat(source.get(HALF, offset + 2L * i));
        }
      }
    }
  }

  /// Scores rows `positions[0..count)` of one segment against a query.
  static void score(
      VectorKey key,
      ComputeEngine compute,
      float[] query,
      SegmentReader segment,
      int[] positions,
      int count,
      float[] scores) {
    FixedRows fixed = segment.fixedRows(key.attnum());
    if (fixed == null) {
      float[] row = new float[key.dimensions()];
      for (int i = 0; i < count; i++) {
        boolean present = read(key, segment, positions[i], row, 0);
        scores[i] =
            present
                ? compute.scorePair(key.metric(), query, row, key.dimensions())
                : Float.NaN;
      }
      return;
    }
    switch (key.elements()) {
      case FLOAT32 ->
          compute.scoreFloatsAt(
              key.metric(), query, key.dimensions(), fixed.memory(), fixed.offset(),
              fixed.width(), positions, count, scores);
      case FLOAT16 ->
          compute.scoreHalvesAt(
              key.metric(), query, key.dimensions(), fixed.memory(), fixed.offset(),
              fixed.width(), positions, count, scores);
    }
  }

  /// Decodes a query in storage encoding.
  static float[] decode(VectorKey key, byte[] encoded) {
    float[] query = new float[key.dimensions()];
    copy(key, MemorySegment.ofArray(encoded), 0, query, 0);
    return query;
  }
}
