/// pgvector's types: vector, halfvec, sparsevec. Imports type, type.numeric and engine.column,
/// engine.error. Start with [VectorType]; `VectorCodec` converts storage bytes to float arrays and
/// back.
@NullMarked
package dev.omendb.sql.type.vector;

import org.jspecify.annotations.NullMarked;
