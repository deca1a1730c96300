package dev.omendb.engine.index.vector;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.vector.VectorKey.Elements;
import dev.omendb.engine.storage.SegmentReader;
import dev.omendb.engine.storage.SegmentReader.FixedRows;
import dev.omendb.engine.storage.SegmentReader.VariableRows;
import dev.omendb.kernels.BitMetric;
import dev.omendb.kernels.ComputeEngine;
import dev.omendb.kernels.SparseDistances;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Reads and scores the keys of rows: a column where the table keeps it, or an expression evaluated
/// over the row's columns. Confined to one thread at a time.
final class KeyReader {
  private final VectorKey key;
  private final ComputeEngine compute;
  private final IndexKeys keys;
  private final Batch row;
  private final float[] code;
  private BytesColumn value = new BytesColumn(1);
  private int[] relative = new int[0];
  private float[] runScores = new float[0];

  KeyReader(
      VectorKey key, CatalogObject.Table table, IndexKeys keys, ComputeEngine compute) {
    this.key = key;
    this.compute = compute;
    this.keys = keys;
    this.code = new float[key.codeDimensions()];
    Column[] columns = new Column[table.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = table.columns().get(i).storage().newColumn(1);
    }
    this.row = new Batch(columns);
  }

  /// False when a partial index leaves the row out.
  boolean includes(SegmentReader segment, int position) {
    bind(segment, position);
    return keys.includes(0);
  }

  boolean isNull(SegmentReader segment, int position) {
    if (!key.isExpression()) {
      return segment.isNull(key.attnum(), position);
    }
    bind(segment, position);
    return keys.key(0).isNull(0);
  }

  /// The dimensions of a row's key, -1 when it is NULL.
  int dimensions(SegmentReader segment, int position) {
    VariableRows variable = key.isExpression() ? null : segment.variableRows(key.attnum());
    boolean dense = key.elements() == Elements.FLOAT32 || key.elements() == Elements.FLOAT16;
    if (variable != null && dense && !segment.isNull(key.attnum(), position)) {
      long bytes = variable.start(position + 1) - variable.start(position);
      return (int) bytes / (key.elements() == Elements.FLOAT32 ? Float.BYTES : Short.BYTES);
    }
    return load(segment, position)
        ? ValueDecoder.dimensions(
            key.elements(), value.heap(), value.offset(0), value.length(0))
        : -1;
  }

  private void bind(SegmentReader segment, int position) {
    row.clear();
    for (int attnum : keys.attnums()) {
      segment.read(attnum, position, position + 1, row.column(attnum - 1));
    }
    row.setSize(1);
    keys.bind(row);
  }

  /// Copies the vector that the code of a row is made of. False when the key is NULL.
  boolean read(SegmentReader segment, int position, float[] target, int at) {
    if (!key.isExpression()) {
      if (segment.isNull(key.attnum(), position)) {
        return false;
      }
      FixedRows fixed = segment.fixedRows(key.attnum());
      if (fixed != null) {
        long offset = fixed.offset() + (long) position * fixed.width();
        ValueDecoder.decode(key, fixed.memory(), offset, target, at);
        return true;
      }
    }
    if (!load(segment, position)) {
      return false;
    }
    ValueDecoder.decode(key, MemorySegment.ofArray(value.heap()), value.offset(0), target, at);
    return true;
  }

  /// Puts a row's key into `value`; false when it is NULL.
  private boolean load(SegmentReader segment, int position) {
    if (key.isExpression()) {
      bind(segment, position);
      value = (BytesColumn) keys.key(0);
    } else {
      value.clear();
      segment.read(key.attnum(), position, position + 1, value);
    }
    return !value.isNull(0);
  }

  /// The value of a row in storage encoding; null for NULL.
  byte @Nullable [] encoded(SegmentReader segment, int position) {
    return load(segment, position) ? value.copy(0) : null;
  }

  /// Scores rows `positions[0..count)` of one segment; NaN for NULL.
  void score(
      KeyQuery query, SegmentReader segment, int[] positions, int count, float[] scores) {
    FixedRows fixed = key.isExpression() ? null : segment.fixedRows(key.attnum());
    VariableRows variable = key.isExpression() ? null : segment.variableRows(key.attnum());
    if (variable != null && key.elements() != Elements.SPARSE) {
      scoreRuns(query, variable, positions, count, scores);
      return;
    }
    if (fixed == null || key.elements() == Elements.SPARSE) {
      for (int i = 0; i < count; i++) {
        scores[i] = load(segment, positions[i]) ? scoreValue(query) : Float.NaN;
      }
      return;
    }
    scoreAt(query, fixed, positions, count, scores);
  }

  /// Values of different lengths: those that lie side by side are scored together.
  private void scoreRuns(
      KeyQuery query, VariableRows rows, int[] positions, int count, float[] scores) {
    int bytes = query.encoded().length;
    if (relative.length < count) {
      relative = new int[count];
      runScores = new float[count];
    }
    for (int from = 0; from < count; ) {
      int first = positions[from];
      long start = rows.start(first);
      int size = 0;
      while (from + size < count) {
        int position = positions[from + size];
        long at = rows.start(position);
        boolean follows = position >= first && at == start + (long) bytes * (position - first);
        if (!follows || rows.start(position + 1) - at != bytes) {
          break;
        }
        relative[size++] = position - first;
      }
      if (size == 0) {
        scores[from++] = Float.NaN;
      } else {
        scoreAt(query, new FixedRows(rows.heap(), start, bytes), relative, size, runScores);
        System.arraycopy(runScores, 0, scores, from, size);
        from += size;
      }
    }
  }

  private void scoreAt(
      KeyQuery query, FixedRows rows, int[] positions, int count, float[] scores) {
    switch (key.elements()) {
      case FLOAT32 ->
          compute.scoreFloatsAt(
              key.distance().metric(), query.code(), key.dimensions(), rows.memory(),
              rows.offset(), rows.width(), positions, count, scores);
      case FLOAT16 ->
          compute.scoreHalvesAt(
              key.distance().metric(), query.code(), key.dimensions(), rows.memory(),
              rows.offset(), rows.width(), positions, count, scores);
      case BIT ->
          compute.scoreBitsAt(
              bits(), query.bits(), rows.width() - ValueDecoder.BIT_HEADER, rows.memory(),
              rows.offset() + ValueDecoder.BIT_HEADER, rows.width(), positions, count, scores);
      case SPARSE -> throw new IllegalStateException("sparse vectors have no fixed width");
    }
  }

  private float scoreValue(KeyQuery query) {
    int offset = value.offset(0);
    return switch (key.elements()) {
      case FLOAT32, FLOAT16 -> {
        ValueDecoder.decode(key, MemorySegment.ofArray(value.heap()), offset, code, 0);
        yield compute.scorePair(key.distance().metric(), query.code(), code, code.length);
      }
      case BIT -> {
        int bytes = value.length(0) - ValueDecoder.BIT_HEADER;
        yield (float)
            compute.bitDistance(
                bits(), bytes, query.encoded(), ValueDecoder.BIT_HEADER, value.heap(),
                offset + ValueDecoder.BIT_HEADER);
      }
      case SPARSE ->
          key.distance()
              .score(
                  SparseDistances.distance(
                      key.distance().metric(), query.sparse(),
                      ValueDecoder.slice(value.heap(), offset)));
    };
  }

  private BitMetric bits() {
    return key.distance() == Distance.JACCARD ? BitMetric.JACCARD : BitMetric.HAMMING;
  }
}
