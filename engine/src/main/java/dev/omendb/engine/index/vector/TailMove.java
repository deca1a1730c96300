package dev.omendb.engine.index.vector;

import dev.omendb.engine.index.IndexRows;
import dev.omendb.kernels.rabitq.FlatCodes;
import java.util.function.LongUnaryOperator;

/// A tail after compaction: the same vectors under their new row ids.
final class TailMove {
  private TailMove() {}

  static Tail moved(VectorKey key, Tail tail, LongUnaryOperator newRowIds) {
    Tail fresh =
        new Tail(new FlatCodes(key.metric(), key.dimensions(), new float[key.dimensions()]));
    float[] vector = new float[key.dimensions()];
    for (RowGroup group : tail.rows()) {
      RowGroup moved = group.moved(newRowIds);
      IndexRows rows = moved.rows();
      for (int i = 0; i < rows.count(); i++) {
        long id = moved.id(i);
        if (id >= 0 && RowVectors.read(key, rows.segment(), rows.positions()[i], vector, 0)) {
          fresh.codes().append(id, vector);
        }
      }
      fresh.add(moved);
    }
    fresh.codes().publish();
    return fresh;
  }
}
