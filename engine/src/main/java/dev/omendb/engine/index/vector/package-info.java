/// The access methods `hnsw` and `ivfflat`: immutable parts of 1-bit codes in inverted lists, and a
/// mutable tail; and `flat`, which scores every row. Vectors stay in the table's segments; an index
/// holds codes and row ids only.
/// Imports index, catalog, fs, storage's segment reader, kernels. Start with [VectorIndex], then
/// [VectorSearcher].
@NullMarked
package dev.omendb.engine.index.vector;

import org.jspecify.annotations.NullMarked;
