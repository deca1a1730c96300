package dev.omendb.engine.index.vector;

import dev.omendb.kernels.rabitq.IvfPart;
import org.jspecify.annotations.Nullable;

/// An immutable part and the file that holds it, if one does.
///
/// @param fileName without its folder; null until a checkpoint has written it
/// @param owner keeps the part's memory: a mapping, or null for memory the part itself keeps
record Part(IvfPart codes, @Nullable String fileName, @Nullable Object owner) {
  Part named(String name) {
    return new Part(codes, name, owner);
  }

  int rows() {
    return codes.rows();
  }
}
