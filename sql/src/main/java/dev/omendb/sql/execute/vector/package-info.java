/// Similarity search: the nearest rows by scanning all vectors or through an index. Imports
/// execute, execute.scan, expression, type, the engine's readers and kernels. Start with
/// [ExactVectorSearch], then [VectorScan].
@NullMarked
package dev.omendb.sql.execute.vector;

import org.jspecify.annotations.NullMarked;
