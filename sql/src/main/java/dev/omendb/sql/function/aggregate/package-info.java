/// Aggregate functions: grouped accumulators with a partial/final split. Imports function and type.
/// Start with [Aggregates].
@NullMarked
package dev.omendb.sql.function.aggregate;

import org.jspecify.annotations.NullMarked;
