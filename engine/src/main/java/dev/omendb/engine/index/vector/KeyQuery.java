package dev.omendb.engine.index.vector;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.vector.VectorKey.Elements;
import dev.omendb.kernels.SparseDistances.Slice;
import java.lang.foreign.MemorySegment;

/// A value that rows are compared with, decoded.
///
/// @param code the vector that codes are compared with; of numbers, the value itself
/// @param encoded the value in storage encoding
/// @param sparse the value of a sparse vector, else one without elements
record KeyQuery(float[] code, byte[] encoded, Slice sparse) {
  /// Errors: 22000 `different vector dimensions 3 and 4`.
  static KeyQuery of(VectorKey key, byte[] encoded) {
    int given = ValueDecoder.dimensions(key.elements(), encoded, 0, encoded.length);
    if (given != key.dimensions()) {
      throw different(key, key.dimensions(), given);
    }
    float[] code = new float[key.codeDimensions()];
    ValueDecoder.decode(key, MemorySegment.ofArray(encoded), 0, code, 0);
    boolean sparse = key.elements() == Elements.SPARSE;
    Slice slice = sparse ? ValueDecoder.slice(encoded, 0) : new Slice(encoded, 0, 0, 0);
    return new KeyQuery(code, encoded, slice);
  }

  /// The bits of a bit string, without its length.
  byte[] bits() {
    byte[] bits = new byte[encoded.length - ValueDecoder.BIT_HEADER];
    System.arraycopy(encoded, ValueDecoder.BIT_HEADER, bits, 0, bits.length);
    return bits;
  }

  /// The error for values that cannot be compared.
  static DatabaseException different(VectorKey key, int dimensions, int others) {
    String type = key.elements().typeName();
    String what = type + (key.elements() == Elements.BIT ? " lengths" : " dimensions");
    return new DatabaseException(
        SqlState.DATA_EXCEPTION, "different %s %d and %d".formatted(what, dimensions, others));
  }
}
