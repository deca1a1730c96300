/// pgvector's functions and aggregates. Imports function, type.vector and kernels. Start with
/// [VectorFunctions].
@NullMarked
package dev.omendb.sql.function.vector;

import org.jspecify.annotations.NullMarked;
